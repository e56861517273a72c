import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The program under test: a binary, or a runtime and the words that make it run the source. */
export interface Program {
  readonly file: string;
  readonly words: readonly string[];
}

/** Where a program works and what it is told. */
export interface Place {
  /** The state folder. */
  readonly home: string;
  readonly cwd: string;
  /** The upstream for Anthropic's API. */
  readonly upstream?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The binary that `SQUEEZR_BINARY` names, else the source. */
export function programUnderTest(): Program {
  const binary = process.env.SQUEEZR_BINARY;
  if (binary) return { file: resolve(ROOT, binary), words: [] };
  return { file: Deno.execPath(), words: ["run", "-A", "--no-check", resolve(ROOT, "main.ts")] };
}

/** The environment of a program: the machine's own, without what would lead it elsewhere. */
function envOf({ home, upstream, env }: Place): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !/^SQUEEZR_|_PROXY$/i.test(name));
  return {
    ...Object.fromEntries(own),
    SQUEEZR_HOME: home,
    ...(upstream === undefined ? {} : { SQUEEZR_UPSTREAM_ANTHROPIC: upstream }),
    ...env,
  };
}

function spawned(program: Program, args: readonly string[], place: Place): ChildProcess {
  return spawn(program.file, [...program.words, ...args], {
    cwd: place.cwd,
    env: envOf(place),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const piece of stream) text += piece;
  return text;
}

/** Runs a command to its end. */
export async function runProgram(
  program: Program,
  args: readonly string[],
  place: Place,
): Promise<Ended> {
  const child = spawned(program, args, place);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, "close"),
    textOf(child.stdout!),
    textOf(child.stderr!),
  ]);
  return { code, stdout, stderr };
}

/** A proxy in the foreground of a process of its own. */
export interface RunningProxy {
  readonly url: string;
  readonly pid: number;
  /** Ends it: `SIGTERM` lets it finish, `SIGKILL` does not. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** Starts a proxy on a free port; resolves when it says where it listens. */
export async function startProxy(program: Program, place: Place): Promise<RunningProxy> {
  const child = spawned(program, ["start", "--foreground", "--port", "0", "--json"], place);
  const ended = once(child, "close");
  const stderr = textOf(child.stderr!);
  const lines = createInterface({ input: child.stdout! });
  const first = await Promise.race([once(lines, "line"), ended.then(() => undefined)]);
  if (first === undefined) throw new Error(`the proxy did not start: ${await stderr}`);
  const { url } = JSON.parse(String(first[0]));
  return {
    url,
    pid: child.pid!,
    async end(signal) {
      child.kill(signal);
      await Promise.all([ended, stderr]);
      lines.close();
    },
  };
}
