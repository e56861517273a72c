import { rmSync } from "node:fs";
import { mustRun, run } from "./run.ts";
import type { Target } from "./targets.ts";

/** Makes binaries of a bundled program, of which it is given the file to begin with. */
export interface Compiler {
  /** What runs in its binaries. */
  readonly runtime: { readonly name: string; readonly version: string };
  /** Has it a base for this target? */
  can(target: Target): boolean;
  /** Throws where it fails. */
  compile(main: string, target: Target, binary: string): void;
}

/** How long `deno compile` may take to fetch its base, in milliseconds. */
const PATIENCE = 60_000;

const deno: Compiler = {
  runtime: { name: "deno", version: Deno.version.deno },
  can: (target) => target.deno !== undefined,
  compile: (main, target, binary) => {
    mustRun(Deno.execPath(), denoArgs(main, target, binary));
  },
};

function denoArgs(main: string, target: Target, binary: string): string[] {
  return ["compile", "-A", "--no-check", "--target", target.deno!, "--output", binary, main];
}

const BUN = { name: "bun", version: "1.4.5" };

const bun: Compiler = {
  runtime: BUN,
  can: () => true,
  compile: (main, target, binary) => {
    mustRun("npx", [
      "-y",
      `${BUN.name}@${BUN.version}`,
      "build",
      main,
      "--compile",
      "--splitting",
      "--bytecode",
      "--format=esm",
      "--minify",
      // The binary must not read a `.env` or a bunfig of the folder that it is started in.
      "--no-compile-autoload-dotenv",
      "--no-compile-autoload-bunfig",
      `--target=${target.bun}`,
      `--outfile=${binary}`,
    ]);
  },
};

/**
 * What can build for a target here. Deno's bases come from its own site: where that can't be reached, as trying it for
 * this machine shows, Bun's come from npm (decision 2).
 */
export function compilersHere(main: string, host: Target): (target: Target) => Compiler {
  const tried = `${main}.tried`;
  const { isDone, said } = run(Deno.execPath(), denoArgs(main, host, tried), PATIENCE);
  rmSync(tried, { force: true });
  if (isDone) return (target) => deno.can(target) ? deno : bun;
  const reason = said.match(/^\s+1: (.*)$/m)?.[1] ?? said.trim();
  console.log(`deno compile can't build here (${reason}); building with Bun.`);
  return () => bun;
}
