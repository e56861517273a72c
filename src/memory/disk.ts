import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { open, rename } from "node:fs/promises";
import { Buffer } from "node:buffer";
import { basename, dirname, join } from "node:path";

/** Makes the folder, for its owner alone, where there is none. One that is there keeps its permissions. */
export function ensureFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/**
 * Replaces the file as a whole: whoever reads it, even after a crash in the middle of this, finds all of the old text
 * or all of the new. Its owner alone can read it, unless other rights are asked for.
 */
export function writeWhole(path: string, text: string | Uint8Array, mode = 0o600): void {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  replace(path, (beside) => writeThrough(beside, bytes, mode));
}

/**
 * Replaces the file as a whole for other processes, without a wait for the disk: after a crash of the machine, nothing
 * may be left of the text. For what is void then.
 */
export function writeWholeForNow(path: string, text: string): void {
  replace(path, (beside) => writeFileSync(beside, text, { flag: "wx", mode: 0o600 }));
}

function replace(path: string, write: (beside: string) => void): void {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    write(beside);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** As `writeWhole`, for a file `beside` it that is this process's alone; others go on while the disk writes. */
export async function writeWholeBeside(path: string, beside: string, text: string): Promise<void> {
  const file = await open(beside, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/**
 * Takes away what processes left beside a file that were killed in the middle of `writeWhole`. To be called where no
 * other process writes this file.
 */
export function sweepBeside(path: string): void {
  const folder = dirname(path);
  const name = basename(path);
  const left = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
  if (!existsSync(folder)) return;
  for (const each of readdirSync(folder)) {
    if (each.startsWith(name) && left.test(each.slice(name.length))) {
      rmSync(join(folder, each), { force: true });
    }
  }
}

/** The text of the file, or `undefined` where there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** Returns when the bytes are on the disk, so that a rename never outruns them. */
function writeThrough(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, "wx", 0o600);
  try {
    if (mode !== 0o600) fchmodSync(file, mode);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
