import { readFileSync, writeFileSync } from "node:fs";
import { mustRun, run } from "./run.ts";

/** Stands in src/config/version.ts. */
const STAMP = "squeezr-build:none";

/** Writes a program, with all that it imports, as one module: Bun can't resolve the imports of deno.json by itself. */
export function bundled(entry: string, file: string): void {
  mustRun(Deno.execPath(), ["bundle", "--quiet", "--output", file, entry]);
}

/** Writes squeezr so; the module knows its commit and when it was built. */
export function bundle(file: string): void {
  bundled("main.ts", file);
  const text = readFileSync(file, "utf8");
  if (!text.includes(STAMP)) throw new Error(`${file} has no place for the commit: ${STAMP}`);
  writeFileSync(file, text.replaceAll(STAMP, `squeezr-build:${commitOf()} ${builtAt()}`));
}

/** Outside a git checkout nobody knows. */
function commitOf(): string {
  const head = run("git", ["rev-parse", "HEAD"]);
  if (!head.isDone) return "unknown";
  const changes = run("git", ["status", "--porcelain", "--untracked-files=no"]).stdout;
  return head.stdout.trim() + (changes === "" ? "" : "+changes");
}

/** Now, or what who wants the same bytes again has set (reproducible-builds.org/docs/source-date-epoch). */
function builtAt(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const at = epoch === undefined ? Date.now() : Number(epoch) * 1000;
  if (!Number.isFinite(at)) throw new Error(`SOURCE_DATE_EPOCH must be seconds: ${epoch}`);
  return new Date(at).toISOString().replace(/\.\d+/, "");
}
