import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { Buffer } from "node:buffer";
import { olderOf } from "../../config/log.ts";

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return "";
    throw error;
  }
}

/** The last lines of a log, those of the file before it where the newest is short of them. */
export function lastLines(file: string, lines: number): string {
  const newest = textOf(file).split("\n").slice(0, -1);
  const older = newest.length < lines ? textOf(olderOf(file)).split("\n").slice(0, -1) : [];
  const last = lines === 0 ? [] : [...older, ...newest].slice(-lines);
  return last.map((line) => `${line}\n`).join("");
}

/** What a file holds from a place on. */
export function bytesFrom(file: string, start: number): Uint8Array {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(handle).size - start));
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, start));
  } finally {
    closeSync(handle);
  }
}
