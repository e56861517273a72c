import { readFileSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { EditRefused } from "../../config/toml_edit.ts";
import { ensureFolder, writeWhole } from "../../memory/disk.ts";
import { sha256 } from "../../text/digest.ts";
import type { Client } from "../client.ts";
import type { Bare } from "./bare.ts";
import type { FileChange, Plan } from "./plan.ts";
import { type FileRecord, removeRecord, writeRecord } from "./record.ts";
import { removeFile, removeFolders, sweep, writeFileWhole } from "./write.ts";
import { isEqual, type Write } from "./writes.ts";

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
  for (const { file } of files) sweep(file);
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
    sweep(file);
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
