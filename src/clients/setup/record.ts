import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureFolder, readIfThere, writeWhole } from "../../memory/disk.ts";
import type { Form } from "../client.ts";
import type { Put } from "../files/put.ts";

/** What was done to one file. */
export interface FileRecord {
  readonly file: string;
  readonly form: Form;
  /** The name of its copy from before, in the folder of the records; none where it wasn't there. */
  readonly backup?: string;
  /** Digests of its bytes before and after. */
  readonly before?: string;
  readonly after: string;
  /** The outermost folder that had to be made for it. */
  readonly folder?: string;
  readonly puts: readonly Put[];
}

/** What setting up one client did, so that it can be undone. */
export interface SetupRecord {
  readonly version: 1;
  readonly client: string;
  /** Where it was pointed at. */
  readonly url: string;
  /** When this was done first; milliseconds since 1970. */
  readonly at: number;
  readonly files: readonly FileRecord[];
}

function fileOf(folder: string, client: string): string {
  return join(folder, `${client}.json`);
}

/** Writes down what was done. The folder is made where there is none. */
export function writeRecord(folder: string, record: SetupRecord): void {
  ensureFolder(folder);
  writeWhole(fileOf(folder, record.client), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** What was done for a client; nothing where nothing was, or another version wrote it down. */
export function readRecord(folder: string, client: string): SetupRecord | undefined {
  const text = readIfThere(fileOf(folder, client));
  if (text === undefined) return undefined;
  try {
    const record: SetupRecord = JSON.parse(text);
    return record?.version === 1 && Array.isArray(record.files) ? record : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What was done for all clients, the latest first: what one made another may stand in. */
export function recordsIn(folder: string): readonly SetupRecord[] {
  return namesIn(folder).flatMap((name) => readRecord(folder, name) ?? [])
    .sort((one, other) => other.at - one.at);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => /^([a-z]+)\.json$/.exec(name)?.[1] ?? []);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Forgets what was done for a client. */
export function removeRecord(folder: string, client: string): void {
  rmSync(fileOf(folder, client), { force: true });
}
