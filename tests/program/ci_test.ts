import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { listen } from "../../src/demo/listen.ts";
import { releaseOf } from "../support/release.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const named = process.env.SQUEEZR_BINARY;
const missing = ["node", "curl", "sh"].filter((name) => spawnSync(name, ["--version"]).error);
const why = named === undefined
  ? "SQUEEZR_BINARY names no binary to release"
  : missing.length > 0
  ? `${missing.join(", ")} is missing`
  : undefined;
if (why !== undefined) console.log(`No test of CI's steps: ${why}.`);

/** A machine of a CI system: a folder for the job, a release to install from, and an agent that asks its API once. */
interface Machine {
  readonly folder: string;
  readonly page: string;
  /** Runs a program with these variables and nothing else. */
  run(words: readonly string[], env: Record<string, string>): Promise<string>;
}

function ciTest(name: string, test: (machine: Machine, asked: string[]) => Promise<void>): void {
  Deno.test({
    name,
    ignore: why !== undefined,
    async fn() {
      const folder = mkdtempSync(join(tmpdir(), "squeezr-ci-"));
      const asked: string[] = [];
      const upstream = await listen((request) => {
        asked.push(new URL(request.url).pathname);
        return Promise.resolve(new Response("{}"));
      });
      const env = { SQUEEZR_UPSTREAM_ANTHROPIC: upstream.url, HOME: folder };
      try {
        mkdirSync(join(folder, "bin"));
        const agent = join(folder, "bin", "claude");
        writeFileSync(
          agent,
          '#!/bin/sh\ncurl -fsS -X POST -d {} "$ANTHROPIC_BASE_URL/v1/messages"\n',
        );
        chmodSync(agent, 0o755);
        const page = releaseOf(resolve(ROOT, named!), join(folder, "release"));
        await test(
          { folder, page, run: (words, more) => run(words, { ...env, ...more }, folder) },
          asked,
        );
      } finally {
        await upstream.close();
        rmSync(folder, { recursive: true });
      }
    },
  });
}

async function run(
  [file, ...args]: readonly string[],
  env: Record<string, string>,
  folder: string,
): Promise<string> {
  const path = `${join(folder, "bin")}:${process.env.PATH}`;
  const child = spawn(file, args, { cwd: folder, env: { PATH: path, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece) => stdout += piece);
  child.stderr.on("data", (piece) => stderr += piece);
  const [code] = await once(child, "close");
  assert.equal(code, 0, `${stdout}${stderr}`);
  return stdout;
}

/** `NAME=value` lines, as the runner reads them. */
function linesOf(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line.includes("="));
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

ciTest(
  "the action starts a proxy for the steps that follow, and tells at the job's end what was saved",
  async ({ folder, page, run }, asked) => {
    const file = (name: string) => join(folder, name);
    const files = [
      "GITHUB_ENV",
      "GITHUB_PATH",
      "GITHUB_OUTPUT",
      "GITHUB_STATE",
      "GITHUB_STEP_SUMMARY",
    ];
    const runner = {
      ...Object.fromEntries(files.map((name) => [name, file(name)])),
      RUNNER_TEMP: file("temp"),
      INPUT_DOWNLOAD: page,
      INPUT_PORT: "0",
      INPUT_SUMMARY: "true",
    };
    mkdirSync(runner.RUNNER_TEMP);
    await run(["node", join(ROOT, "action", "main.mjs")], runner);
    const env = linesOf(file("GITHUB_ENV"));
    const { port, url } = linesOf(file("GITHUB_OUTPUT"));
    assert.deepEqual([env.SQUEEZR_PORT, env.ANTHROPIC_BASE_URL], [port, url]);
    await run(["claude"], env);
    assert.deepEqual(asked, ["/v1/messages"]);
    const folders = readFileSync(file("GITHUB_PATH"), "utf8").trim();
    await run([join(folders, "squeezr"), "status"], env);
    const state = Object.entries(linesOf(file("GITHUB_STATE"))).map((
      [name, value],
    ) => [`STATE_${name}`, value]);
    await run(["node", join(ROOT, "action", "post.mjs")], {
      ...runner,
      ...Object.fromEntries(state),
    });
    assert.match(
      readFileSync(file("GITHUB_STEP_SUMMARY"), "utf8"),
      /^### Squeezr\n[^]*\| requests \| 1 \|\n/,
    );
    await assert.rejects(fetch(`${url}/squeezr/health`));
  },
);

/** The lines under a key of a job in docs/ci.md. */
function linesUnder(key: string): string[] {
  const page = readFileSync(join(ROOT, "docs", "ci.md"), "utf8");
  const job = page.slice(page.indexOf("## GitLab"), page.indexOf("## Docker"));
  const block = new RegExp(`\n  ${key}:\n((?:    - .*\n)+)`).exec(job)?.[1];
  assert.ok(block, `docs/ci.md has no ${key}`);
  return block.trimEnd().split("\n").map((line) => line.slice("    - ".length));
}

ciTest(
  "the job that docs/ci.md has for GitLab goes from end to end, beside another of its kind",
  async ({ folder, page, run }, asked) => {
    const job = async (id: string) => {
      const dir = join(folder, id);
      mkdirSync(dir);
      const env = {
        CI_JOB_ID: id,
        SQUEEZR_DOWNLOAD: page,
        SQUEEZR_PORT: "0",
        // One state folder, as two jobs of one user on one machine have.
        SQUEEZR_HOME: join(folder, "state"),
        SQUEEZR_INSTALL: join(dir, ".squeezr-bin"),
      };
      const shell = (...lines: string[]) =>
        run(["sh", "-ec", [`cd ${dir}`, ...lines].join("\n")], env);
      await shell(...linesUnder("before_script"), ...linesUnder("script"));
      return async () => {
        await shell(...linesUnder("after_script"));
        return JSON.parse(readFileSync(join(dir, "squeezr.json"), "utf8"));
      };
    };
    const ends = [await job("101"), await job("102")];
    assert.deepEqual(asked, ["/v1/messages", "/v1/messages"]);
    for (const end of ends) assert.equal((await end()).requests, 1);
    assert.equal(existsSync(join(folder, "state", "run")), true);
  },
);
