import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { smokeTest } from "./build/smoke.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SUFFIX = process.platform === "win32" ? ".exe" : "";
const BINARY = join(ROOT, "dist", `squeezr${SUFFIX}`);
const BUNDLE = join(ROOT, "dist", "squeezr.mjs");
const BUN = "bun@1.4.5";

/** How long `deno compile` may take to fetch its base, in milliseconds. */
const PATIENCE = 60_000;

interface Ran {
  readonly isDone: boolean;
  readonly said: string;
}

function run(file: string, args: readonly string[], timeout?: number): Ran {
  // With DENORT_BIN set, `deno compile` makes a file that runs and is not the program.
  const { DENORT_BIN: _, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd: ROOT,
    env,
    encoding: "utf8",
    timeout,
    shell: process.platform === "win32",
  });
  return { isDone: status === 0, said: `${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}` };
}

function mustRun(file: string, args: readonly string[]): void {
  const { isDone, said } = run(file, args);
  if (!isDone) throw new Error(`${file} ${args.join(" ")} failed:\n${said}`);
}

function compiledByDeno(): boolean {
  const args = ["compile", "-A", "--no-check", "--output", BINARY, "main.ts"];
  const { isDone, said } = run(Deno.execPath(), args, PATIENCE);
  if (!isDone) {
    const reason = said.match(/^\s+1: (.*)$/m)?.[1] ?? said.trim();
    console.log(`deno compile can't build here (${reason}); building with Bun.`);
  }
  return isDone;
}

function targetOfHost(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `bun-${system}-${process.arch}`;
}

function compileByBun(): void {
  // Bun can't resolve the imports of deno.json by itself.
  mustRun(Deno.execPath(), ["bundle", "--quiet", "--output", BUNDLE, "main.ts"]);
  mustRun("npx", [
    "-y",
    BUN,
    "build",
    BUNDLE,
    "--compile",
    "--bytecode",
    "--format=esm",
    "--minify",
    // The binary must not read a `.env` or a bunfig of the folder that it is started in.
    "--no-compile-autoload-dotenv",
    "--no-compile-autoload-bunfig",
    `--target=${targetOfHost()}`,
    `--outfile=${BINARY}`,
  ]);
  rmSync(BUNDLE);
}

rmSync(BINARY, { force: true });
mkdirSync(join(ROOT, "dist"), { recursive: true });
if (!compiledByDeno()) compileByBun();
const megabytes = (statSync(BINARY).size / 1024 / 1024).toFixed(0);
console.log(`Built ${BINARY} (${megabytes} MB).`);
await smokeTest(BINARY);
