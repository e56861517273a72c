import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { programUnderTest } from "./program.ts";

const CLIENT = fileURLToPath(new URL("scripted_client.ts", import.meta.url));

/** How `squeezr run` has ended. */
export interface RunEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** What the client told. */
  readonly told: readonly Record<string, unknown>[];
  readonly stderr: string;
}

/** `squeezr run` with the scripted client under it. */
export interface Runner {
  readonly pid: number;
  /** The next thing that the client tells. */
  next(): Promise<Record<string, unknown>>;
  readonly ended: Promise<RunEnd>;
  readonly child: ChildProcess;
}

/** A folder to run commands in. */
export interface RunBench {
  readonly folder: string;
  readonly home: string;
  /** Variables, and nothing of this process's beside PATH and where Deno keeps its files. */
  run(words: readonly string[], more?: RunOptions): Runner;
  /** A command of this name that is the scripted client; its folder is first in PATH. */
  named(name: string): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  readonly stdin?: string;
  /** In place of the scripted client's own words. */
  readonly command?: readonly string[];
  /** In a process group of its own. */
  readonly detached?: true;
  /** A program to start it under, such as one that makes a terminal. */
  readonly under?: (line: readonly string[]) => readonly string[];
}

/** The words that run a program of these tests. */
export const runtime: readonly string[] = [Deno.execPath(), "run", "-A", "--no-check"];

/** The words that start the scripted client. */
export const client: readonly string[] = [...runtime, "--no-config", CLIENT];

/** One word for a shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function baseEnv(folder: string, home: string): Record<string, string> {
  const kept = ["DENO_DIR", "XDG_CACHE_HOME"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    // Deno's own folder, which would be looked for in the home folder otherwise.
    DENO_DIR: join(process.env.HOME ?? "/", ".cache", "deno"),
    ...Object.fromEntries(kept),
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    HOME: join(folder, "me"),
    SQUEEZR_HOME: home,
    NO_COLOR: "1",
  };
}

function runnerOf(child: ChildProcess): Runner {
  const told: Record<string, unknown>[] = [];
  const waiting: ((facts: Record<string, unknown>) => void)[] = [];
  let seen = 0;
  createInterface({ input: child.stdout! }).on("line", (line) => {
    // A terminal puts what it echoes before what is printed.
    const start = line.indexOf("{");
    if (start === -1) return;
    told.push(JSON.parse(line.slice(start)));
    waiting.shift()?.(told[seen++]);
  });
  let stderr = "";
  child.stderr!.on("data", (piece) => stderr += piece);
  return {
    pid: child.pid!,
    child,
    next: () =>
      seen < told.length
        ? Promise.resolve(told[seen++])
        : new Promise((resolve) => waiting.push(resolve)),
    ended: once(child, "close").then(([code, signal]) => ({ code, signal, told, stderr })),
  };
}

/** Runs a test in a folder of its own. */
export async function atRunBench(test: (bench: RunBench) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-run-"));
  const home = join(folder, "state");
  const { file, words: program } = programUnderTest();
  const named = (name: string) => {
    const path = join(folder, "bin", name);
    writeFileSync(path, `#!/bin/sh\nexec ${client.map(quoted).join(" ")} "$@"\n`);
    chmodSync(path, 0o755);
  };
  const run = (words: readonly string[], more: RunOptions = {}): Runner => {
    const { env, flags = [], stdin = "", detached, under = (line) => line } = more;
    const line = [file, ...program, "run", ...flags, "--", ...(more.command ?? client), ...words];
    const [first, ...rest] = under(line);
    const child = spawn(first, rest, {
      cwd: folder,
      env: { ...baseEnv(folder, home), ...env },
      stdio: ["pipe", "pipe", "pipe"],
      detached: detached ?? false,
    });
    if (stdin !== "" || !more.under) child.stdin!.end(stdin);
    return runnerOf(child);
  };
  try {
    mkdirSync(join(folder, "bin"));
    await test({ folder, home, run, named });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
