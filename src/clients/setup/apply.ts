import { accessSync, constants, readFileSync, rmSync, statSync } from "node:fs";
import { Buffer } from "node:buffer";
import { basename, join } from "node:path";
import { EditRefused } from "../../config/toml_edit.ts";
import { ensureFolder, writeWhole } from "../../memory/disk.ts";
import { sameBytes } from "../../text/bytes.ts";
import { sha256 } from "../../text/digest.ts";
import type { Client, Machine } from "../client.ts";
import { editors } from "../files/put.ts";
import type { FileChange, Plan } from "./plan.ts";
import {
  type FileRecord,
  readRecord,
  removeRecord,
  type SetupRecord,
  writeRecord,
} from "./record.ts";
import { type Undone, undoneOf } from "./undo.ts";
import { refuseUnwritable, removeFile, removeFolders, writeFileWhole } from "./write.ts";

/** A machine as it would be if nothing of ours stood in its files. */
export interface Bare {
  readonly machine: Machine;
  readonly record: SetupRecord | undefined;
  readonly undone: readonly Undone[];
}

/** Looks through what was done for a client before. `folder` holds the records. */
export function bareOf(machine: Machine, folder: string, client: Client): Bare {
  const record = readRecord(folder, client.name);
  const backup = (name: string) => machine.read(join(folder, name));
  const undone = (record?.files ?? []).map((file) =>
    undoneOf(file, machine.read(file.file), backup)
  );
  const read = (file: string) => {
    const known = undone.find((one) => one.file === file);
    return known ? known.bytes : machine.read(file);
  };
  return { machine: { ...machine, read }, record, undone };
}

/** What is there to be written. */
export interface Write {
  readonly file: string;
  /** What it holds now. */
  readonly now: Uint8Array | undefined;
  /** What it is to hold; nothing where it is to go. */
  readonly bytes: Uint8Array | undefined;
}

function isEqual(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : sameBytes(one, other);
}

/** What has to be written so that a plan holds; first squeezr's own file, as the plan has it. Throws EditRefused where a file can't be. */
export function writesOf(machine: Machine, bare: Bare, { changes }: Plan): readonly Write[] {
  if (isStanding(machine, bare, changes)) return [];
  const { undone } = bare;
  const planned = changes.map(({ file, after }) => ({ file, bytes: after }));
  const gone = undone.filter(({ file }) => !planned.some((change) => change.file === file));
  return differing(machine, [...planned, ...gone]);
}

/** Whether all of a plan was done before and is still there, wherever others have moved it. */
function isStanding(machine: Machine, { record }: Bare, changes: readonly FileChange[]): boolean {
  if (record === undefined || record.files.length !== changes.length) return false;
  return changes.every(({ file, form, puts }) => {
    const done = record.files.find((one) => one.file === file)?.puts ?? [];
    const text = Buffer.from(machine.read(file) ?? []).toString("latin1");
    return done.length === puts.length && puts.every(({ key, literal }) => {
      const found = editors[form].find(text, key);
      return found !== undefined && editors[form].isSame(found.literal, literal);
    });
  });
}

/** What has to be written so that nothing of ours is left; last squeezr's own file. */
export function writesBack(machine: Machine, { undone }: Bare): readonly Write[] {
  return differing(machine, undone.toReversed());
}

function differing(
  machine: Machine,
  files: readonly { readonly file: string; readonly bytes: Uint8Array | undefined }[],
): Write[] {
  const writes = files.map(({ file, bytes }) => ({ file, bytes, now: machine.read(file) }))
    .filter(({ bytes, now }) => !isEqual(bytes, now));
  for (const { file } of writes) refuseUnwritable(file);
  return writes;
}

/** Throws EditRefused where a file is there and can't be read: nothing may be put in its place. */
export function refuseUnreadable(file: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })) accessSync(file, constants.R_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new EditRefused(`${file} can't be read (${code})`);
  }
}

/** Keeps copies, writes down what is about to be done, and does it. */
export function apply(
  folder: string,
  bare: Bare,
  { client, changes }: Plan,
  writes: readonly Write[],
  { url, now }: { readonly url: string; readonly now: number },
): void {
  ensureFolder(folder);
  const made = new Map(bare.record?.files.map(({ file, folder }) => [file, folder]));
  const files = changes.map((change) => recordOf(folder, client, change));
  const record = () =>
    writeRecord(folder, {
      version: 1,
      client: client.name,
      url,
      at: bare.record?.at ?? now,
      files: files.map((file) => ({ ...file, folder: made.get(file.file) })),
    });
  record();
  for (const write of writes) {
    const outermost = written(write);
    if (outermost === undefined) continue;
    made.set(write.file, outermost);
    record();
  }
  if (files.length === 0) removeRecord(folder, client.name);
}

/** Keeps a copy of what a file said before, and says what is done to it. */
function recordOf(
  folder: string,
  { name }: Client,
  { file, form, before, after, puts }: FileChange,
): FileRecord {
  const common = { file, form, after: sha256(after), puts };
  if (before === undefined) return common;
  const backup = `${name}.${basename(file)}.before`;
  writeWhole(join(folder, backup), before);
  return { ...common, backup, before: sha256(before) };
}

/** Writes one file, unless somebody else has since it was looked at. */
function written({ file, now, bytes }: Write): string | undefined {
  if (!isEqual(now, currentOf(file))) {
    throw new EditRefused(`${file} was changed by somebody else just now: try again`);
  }
  if (bytes !== undefined) return writeFileWhole(file, bytes);
  removeFile(file);
  return undefined;
}

function currentOf(file: string): Uint8Array | undefined {
  return statSync(file, { throwIfNoEntry: false }) ? readFileSync(file) : undefined;
}

/** Takes everything of ours out of a client's files, and forgets it. Copies of files that others have changed since are kept, and named. */
export function applyBack(
  folder: string,
  { record, undone }: Bare,
  writes: readonly Write[],
): readonly string[] {
  for (const write of writes) written(write);
  const kept: string[] = [];
  for (const { file, backup, before, folder: made } of record?.files ?? []) {
    const end = undone.find((one) => one.file === file)?.bytes;
    if (end === undefined && made !== undefined) removeFolders(file, made);
    if (backup === undefined) continue;
    const isBack = end !== undefined && sha256(end) === before;
    if (isBack) rmSync(join(folder, backup), { force: true });
    else kept.push(join(folder, backup));
  }
  if (record) {
    removeRecord(folder, record.client);
    removeFolders(join(folder, "any"), folder);
  }
  return kept;
}
