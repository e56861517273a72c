import { readdirSync, readFileSync } from "node:fs";

/** What a file of `/proc` says (proc(5)); nothing where the process has ended, or there is no `/proc` to be seen. */
export function procText(path: string): string {
  return seen(() => readFileSync(`/proc/${path}`, "latin1"), "");
}

/** The processes that can be seen. */
export function procIds(): readonly string[] {
  return seen(() => readdirSync("/proc"), []).filter((name) => /^\d+$/.test(name));
}

function seen<T>(look: () => T, nothing: T): T {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return nothing;
  }
}
