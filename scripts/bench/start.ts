import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundled, bundledSqueezr } from "../build/bundle.ts";
import { type Compiler, compilersHere } from "../build/compile.ts";
import { type Target, targetOfHost } from "../build/targets.ts";
import { median, quantile, rounded } from "./numbers.ts";
import { withHome } from "./parts.ts";
import type { Report } from "./report.ts";

/** How much longer than a bare server the program may take to its first answer. */
const MOST = 1.5;
/** Between two tries whether it answers, in milliseconds. */
const PAUSE = 0.5;

/** A binary to be started again and again, and how long it took each time, in milliseconds. */
interface Runner {
  readonly name: string;
  readonly binary: string;
  args(port: number): readonly string[];
  readonly path: string;
  readonly took: number[];
}

/** How long it takes from the start of the binary to its first answer. */
export function start(isQuick: boolean): Promise<Report> {
  return withHome(async (home) => {
    const runners = runnersIn(home);
    // The first start of a file reads it from the disk.
    for (let nth = -1; nth < (isQuick ? 5 : 25); nth++) {
      for (const runner of runners) {
        const took = await firstAnswer(runner, join(home, "state"));
        if (nth >= 0) runner.took.push(took);
      }
    }
    return reportOf(runners);
  });
}

function runnersIn(home: string): Runner[] {
  const host = targetOfHost();
  const bare = bundled("scripts/bench/start/bare.ts", join(home, "bare"));
  const squeezr = bundledSqueezr(join(home, "squeezr"));
  const compiler = compilersHere(bare, host)(host);
  return [
    {
      name: "bare Hono server",
      binary: compiled(compiler, bare, host),
      args: (port) => [`${port}`],
      path: "/",
      took: [],
    },
    {
      name: "squeezr start --foreground",
      binary: compiled(compiler, squeezr, host),
      args: (port) => ["start", "--foreground", "--port", `${port}`],
      path: "/squeezr/health",
      took: [],
    },
  ];
}

function compiled(compiler: Compiler, main: string, host: Target): string {
  const binary = `${main}.binary`;
  compiler.compile(main, host, binary);
  return binary;
}

async function firstAnswer({ binary, args, path }: Runner, home: string): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(binary, args(port), {
    stdio: "ignore",
    env: { ...process.env, SQUEEZR_HOME: home },
  });
  while (!await answers(`http://127.0.0.1:${port}${path}`)) {
    if (child.exitCode !== null) throw new Error(`${binary} ended with ${child.exitCode}`);
    await sleep(PAUSE);
  }
  const took = performance.now() - begun;
  child.kill("SIGTERM");
  await once(child, "exit");
  return took;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode === 200));
    }).once("error", () => resolve(false));
  });
}

function reportOf(runners: readonly Runner[]): Report {
  const [bare, ours] = runners.map(({ took }) => median(took));
  return {
    name: "start",
    how:
      "Binaries of one runtime, started one after the other: from the start of the process to the first answer, " +
      "milliseconds. The state folder is there from the second start on.",
    tables: [[
      ["binary", "MB", "least", "median", "p95"],
      ...runners.map(({ name, binary, took }) => [
        name,
        rounded(statSync(binary).size / 1024 / 1024, 0),
        rounded(quantile(took, 0), 1),
        rounded(median(took), 1),
        rounded(quantile(took, 0.95), 1),
      ]),
    ]],
    goals: [{
      name: "first answer, of a bare server's",
      value: rounded(ours / bare),
      most: MOST,
      unit: "",
    }],
    notes: [],
  };
}
