import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The project's file: the nearest from a folder up. */
export function projectFileOf(cwd: string): string | undefined {
  const file = join(cwd, ".squeezr.toml");
  if (existsSync(file)) return file;
  return dirname(cwd) === cwd ? undefined : projectFileOf(dirname(cwd));
}
