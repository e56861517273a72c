import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { mustRun, run } from "./run.ts";

/** Stands in src/config/version.ts. */
const STAMP = "squeezr-build:none";

/**
 * Writes a program and all that it imports into a folder, and gives the file to begin with: Bun can't resolve the
 * imports of deno.json by itself. What is imported on demand stands in files of its own, and is not loaded before.
 */
export function bundled(entry: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mustRun(Deno.execPath(), ["bundle", "--quiet", "--code-splitting", "--outdir", folder, entry]);
  return join(folder, basename(entry).replace(/\.ts$/, ".js"));
}

/** Writes squeezr so; it knows its commit and when it was built. */
export function bundledSqueezr(folder: string): string {
  const main = bundled("main.ts", folder);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const stamped = files.filter((file) => readFileSync(file, "utf8").includes(STAMP));
  if (stamped.length === 0) throw new Error(`${folder} has no place for the commit: ${STAMP}`);
  for (const file of stamped) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replaceAll(STAMP, `squeezr-build:${commitOf()} ${builtAt()}`));
  }
  return main;
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
