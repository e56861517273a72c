import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { EditRefused } from "../../config/toml_edit.ts";
import { sweepBeside, writeWhole } from "../../memory/disk.ts";

/** The file behind links, there or not. */
function behindLinks(file: string): string {
  const link = lstatSync(file, { throwIfNoEntry: false });
  if (link === undefined || !link.isSymbolicLink()) return file;
  // A link into nowhere: what it names is made.
  return statSync(file, { throwIfNoEntry: false })
    ? realpathSync(file)
    : resolve(dirname(file), readlinkSync(file));
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

/** Throws EditRefused where a file is not to be written: it is none, or somebody has made it read-only. */
export function refuseUnwritable(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isFile()) throw new EditRefused(`${file} is no file`);
  if ((stats.mode & 0o222) === 0) {
    throw new EditRefused(
      `${file} is read-only: make it writable, or change it where it comes from`,
    );
  }
}

const FIXED = ["EACCES", "EPERM", "EBUSY", "EXDEV", "EROFS"];

/** Replaces a file that is there, with its rights and its owner. One that can't be replaced is written over in its place. */
function replace(file: string, bytes: Uint8Array, { mode, uid, gid }: Stats): void {
  try {
    writeWhole(file, bytes, mode & 0o7777);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !FIXED.includes(code)) throw error;
    // Mounted by itself, or in a folder of somebody else's.
    writeFileSync(file, bytes);
    return;
  }
  const now = statSync(file);
  if (now.uid === uid && now.gid === gid) return;
  chownSync(file, uid, gid);
  chmodSync(file, mode & 0o7777);
}

/** Writes a file as a whole: one that is there keeps links, rights and owner. Gives the outermost folder that was made for it. */
export function writeFileWhole(file: string, bytes: Uint8Array): string | undefined {
  const real = behindLinks(file);
  const stats = statSync(real, { throwIfNoEntry: false });
  if (stats) {
    replace(real, bytes, stats);
    return undefined;
  }
  const made = mkdirSync(dirname(real), { recursive: true, mode: 0o700 });
  writeWhole(real, bytes);
  return made;
}

/** Takes away what an earlier setup left beside a file when it was killed. */
export function sweep(file: string): void {
  sweepBeside(behindLinks(file));
}

/** Takes a file away; a link to it stays. */
export function removeFile(file: string): void {
  rmSync(behindLinks(file), { force: true });
}

/** Takes folders away that were made for a file, from the innermost out, as far as they are empty. */
export function removeFolders(file: string, outermost: string): void {
  for (let at = dirname(behindLinks(file)); at.startsWith(outermost); at = dirname(at)) {
    try {
      rmdirSync(at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return;
    }
  }
}
