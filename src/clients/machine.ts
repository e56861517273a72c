import { readFileSync } from "node:fs";
import process from "node:process";
import { userFolderOf } from "../config/home.ts";
import type { Machine } from "./client.ts";

/** Files that are there and can't be read say nothing here: whoever writes them finds out why. */
function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

/** A home folder that no system has: a user without one has no client's settings either. */
const NOWHERE = "/nonexistent";

/** This machine for a user who may have no home folder, as containers run programs. */
export function machineAnyway(env: Machine["env"], cwd: string): Machine {
  return machineOf(env, cwd) ??
    { env, cwd, home: NOWHERE, platform: process.platform, read: bytesOf };
}

/** This machine. Nothing where the user has no home folder: no client has its settings there then. */
export function machineOf(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Machine | undefined {
  const home = userFolderOf(env, cwd);
  if (home === undefined) return undefined;
  return { env, cwd, home, platform: process.platform, read: bytesOf };
}
