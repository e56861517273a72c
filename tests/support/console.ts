import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunFile, writeRunFile } from "../../src/admin/run_file.ts";
import { placesOf } from "../../src/config/home.ts";
import type { Io } from "../../src/cli/kit/io.ts";
import { run } from "../../src/cli/kit/run.ts";
import { commands } from "../../src/cli/list.ts";
import { listen } from "../../src/demo/listen.ts";

/** What a command printed, and its exit code. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A place to run commands in, without a process of their own. */
export interface Console {
  readonly home: string;
  readonly cwd: string;
  /** Runs a command as it would be typed. */
  type(...words: string[]): Promise<Said>;
  /** The same with other variables, or another look at the world. */
  typeWith(given: Partial<Io>, ...words: string[]): Promise<Said>;
}

const NOON = Date.UTC(2026, 0, 2, 12);

/** Runs a test in folders of its own, which are gone afterwards. */
export async function atConsole(test: (console: Console) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-cli-"));
  const home = join(folder, "state");
  const typeWith = async (given: Partial<Io>, ...words: string[]): Promise<Said> => {
    const printed = { out: "", err: "" };
    const io: Io = {
      cwd: folder,
      width: 100,
      colour: false,
      program: { file: "/nowhere/squeezr", words: [] },
      now: () => NOON,
      input: () => Promise.resolve(new Uint8Array()),
      question: () => Promise.resolve(undefined),
      out: (text) => void (printed.out += typeof text === "string" ? text : decoded(text)),
      err: (text) => void (printed.err += text),
      pause: () => Promise.resolve(false),
      lines: async function* () {},
      onSignal: () => {},
      endBy: () => {},
      onStray: () => {},
      ...given,
      env: { SQUEEZR_HOME: home, ...given.env },
    };
    return { code: await run(io, words, commands), ...printed };
  };
  try {
    await test({ home, cwd: folder, typeWith, type: (...words) => typeWith({}, ...words) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What a fake proxy answers, by method and path: `GET /squeezr/stats`. */
export type Answers = Readonly<Record<string, (request: Request) => Response | Promise<Response>>>;

/** A fake proxy, with a run file where `home` is given. */
export async function withFakeProxy<T>(
  { home, answers = {}, run = {} }: {
    readonly home?: string;
    readonly answers?: Answers;
    readonly run?: Partial<RunFile>;
  },
  test: (run: RunFile, asked: readonly string[]) => Promise<T>,
): Promise<T> {
  const asked: string[] = [];
  const all: Answers = {
    "GET /squeezr/health": () =>
      Response.json({ identity: "squeezr", status: "ok", version: "0.1.0" }),
    ...answers,
  };
  const server = await listen((request) => {
    const what = `${request.method} ${new URL(request.url).pathname}`;
    asked.push(what);
    return Promise.resolve(all[what]?.(request) ?? new Response(null, { status: 404 }));
  });
  const file: RunFile = {
    pid: process.pid,
    host: "127.0.0.1",
    port: Number(new URL(server.url).port),
    token: "t0ken",
    started: new Date(NOON).toISOString(),
    by: "background",
    version: "0.1.0",
    warnings: [],
    stopping: false,
    ...run,
  };
  if (home !== undefined) writeRunFile(placesOf(home).run, file);
  try {
    return await test(file, asked);
  } finally {
    await server.close();
  }
}
