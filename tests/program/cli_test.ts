import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { isAlive, readRunFile } from "../../src/admin/run_file.ts";
import { version } from "../../src/config/version.ts";
import { listen } from "../../src/demo/listen.ts";
import {
  type Ended,
  type Place,
  programUnderTest,
  runProgram,
  startProxy,
} from "../support/program.ts";

const program = programUnderTest();

/** A state folder of its own, and the program to try in it. Whatever runs there at the end is stopped. */
interface Bench {
  readonly home: string;
  readonly place: Place;
  squeezr(...args: string[]): Promise<Ended>;
  /** The same for a command that has to succeed, with what it prints as JSON. */
  json(...args: string[]): Promise<Record<string, unknown>>;
}

async function atBench(
  test: (bench: Bench) => Promise<void>,
  more: Partial<Place> = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-whole-"));
  const home = join(folder, "state");
  const place: Place = { home, cwd: folder, ...more };
  const squeezr = (...args: string[]) => runProgram(program, args, place);
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await squeezr(...args, "--json");
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  try {
    await test({ home, place, squeezr, json });
  } finally {
    for (const port of portsIn(home)) await squeezr("stop", "--port", port);
    rmSync(folder, { recursive: true });
  }
}

function portsIn(home: string): string[] {
  const run = join(home, "run");
  if (statSync(run, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(run).map((name) => name.replace(".json", ""));
}

/** A port that nobody listens on just now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function until(is: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!is() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(is());
}

Deno.test("start returns when the proxy answers, stop when it is gone", () =>
  atBench(async ({ home, squeezr, json }) => {
    const started = await json("start", "--port", "0");
    const health = await (await fetch(`${started.url}/squeezr/health`)).json();
    assert.equal(health.identity, "squeezr");
    assert.equal(health.version, version);
    const status = await json("status");
    assert.deepEqual([status.running, status.port, status.pid], [true, started.port, started.pid]);
    assert.equal((await json("stats")).port, started.port);
    assert.match((await squeezr("stats")).stdout, /^squeezr .* on port \d+, up /);
    assert.equal((await json("bypass", "on")).bypassed, true);
    assert.equal((await json("bypass")).bypassed, true);
    const missing = await squeezr("expand", "aaaaaaaa");
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /No original is kept under this id/);
    assert.match((await squeezr("logs")).stdout, /info \[\d+\] squeezr .* listens on http/);
    const stopped = await squeezr("stop");
    assert.deepEqual([stopped.code, stopped.stderr], [0, ""]);
    assert.equal(isAlive(Number(started.pid)), false);
    assert.deepEqual(portsIn(home), []);
    assert.equal((await squeezr("status")).code, 1);
    assert.equal((await squeezr("stop")).stdout, "No proxy runs.\n");
  }));

Deno.test("start says how to point Claude Code at it", () =>
  atBench(async ({ squeezr }) => {
    const { code, stdout, stderr } = await squeezr("start", "--port", "0");
    assert.deepEqual([code, stderr], [0, ""]);
    const url = /listens on (http:\/\/127\.0\.0\.1:\d+) /.exec(stdout)?.[1];
    assert.match(
      stdout,
      new RegExp(`export ANTHROPIC_BASE_URL=${url}\n +export ENABLE_TOOL_SEARCH=true\n`),
    );
  }));

Deno.test("what stands in the state folder is its owner's alone", () =>
  atBench(async ({ home, json }) => {
    await json("start", "--port", "0");
    if (process.platform === "win32") return;
    const rights = (path: string) => statSync(path).mode & 0o777;
    assert.deepEqual([rights(home), rights(join(home, "run"))], [0o700, 0o700]);
    const files = ["squeezr.log", "ledger.db", `run/${portsIn(home)[0]}.json`];
    for (const file of files) assert.equal(rights(join(home, file)), 0o600, file);
  }));

Deno.test("of starts at once on one port, one starts a proxy and the others find it", () =>
  atBench(async ({ home, json }) => {
    const port = String(await freePort());
    const said = await Promise.all([1, 2, 3].map(() => json("start", "--port", port)));
    assert.equal(new Set(said.map(({ pid }) => pid)).size, 1);
    assert.equal(said.filter((one) => one.already_running === false).length, 1);
    assert.deepEqual(portsIn(home), [port]);
    const again = await json("start", "--port", port);
    assert.deepEqual([again.already_running, again.pid], [true, said[0].pid]);
  }));

Deno.test("port 0 starts one more each time, and stop has to be told which", () =>
  atBench(async ({ squeezr, json }) => {
    const [first, second] = [
      await json("start", "--port", "0"),
      await json("start", "--port", "0"),
    ];
    assert.notEqual(first.port, second.port);
    const which = await squeezr("stop");
    assert.equal(which.code, 2);
    assert.match(which.stderr, /several proxies run/);
    assert.equal((await squeezr("stop", "--port", String(first.port))).code, 0);
    assert.equal(isAlive(Number(first.pid)), false);
    assert.equal((await json("status")).port, second.port);
  }));

Deno.test("a proxy that was killed is cleaned up after, and a new one takes its port", () =>
  atBench(async ({ squeezr, json }) => {
    const first = await json("start", "--port", "0");
    process.kill(Number(first.pid), "SIGKILL");
    await until(() => !isAlive(Number(first.pid)));
    const { code, stdout, stderr } = await squeezr("start", "--port", String(first.port));
    assert.equal(code, 0);
    assert.match(stdout, /listens on/);
    assert.match(
      stderr,
      new RegExp(`Cleaned up after the proxy on port ${first.port} \\(pid ${first.pid}\\)`),
    );
  }));

Deno.test("a port that another program holds is left to it", () =>
  atBench(async ({ squeezr }) => {
    const stranger = await listen(() => Promise.resolve(new Response("hello")));
    const port = new URL(stranger.url).port;
    try {
      for (const words of [["start"], ["start", "--foreground"]]) {
        const { code, stderr } = await squeezr(...words, "--port", port);
        assert.equal(code, 1);
        assert.match(
          stderr,
          new RegExp(`port ${port} on 127\\.0\\.0\\.1 is held by another program`),
        );
      }
      const { code, stderr } = await squeezr("stop", "--port", port);
      assert.equal(code, 1);
      assert.match(stderr, /is held by another program: it is not ours to stop/);
      assert.equal(await (await fetch(stranger.url)).text(), "hello");
    } finally {
      await stranger.close();
    }
  }));

Deno.test("a proxy of another state folder is neither used nor stopped by mistake", () =>
  atBench((one) =>
    atBench(async (other) => {
      const { port } = await one.json("start", "--port", "0");
      const start = await other.squeezr("start", "--port", String(port));
      assert.equal(start.code, 1);
      assert.match(start.stderr, /is held by a squeezr that this state folder doesn't know/);
      assert.equal((await other.squeezr("stop", "--port", String(port))).code, 1);
      assert.equal((await other.squeezr("bypass", "on", "--port", String(port))).code, 1);
      assert.equal((await one.json("status")).running, true);
    })
  ));

Deno.test("a proxy in the foreground is found, and named where it holds the port", () =>
  atBench(async ({ place, squeezr, json }) => {
    const proxy = await startProxy(program, place);
    const { port } = new URL(proxy.url);
    assert.equal((await json("status")).by, "foreground");
    assert.match(
      (await squeezr("start", "--port", port)).stdout,
      /runs already, in the foreground/,
    );
    const second = await squeezr("start", "--foreground", "--port", port);
    assert.equal(second.code, 1);
    assert.match(second.stderr, /is held by your squeezr in the foreground/);
    await proxy.end("SIGTERM");
    assert.equal((await squeezr("status")).code, 1);
  }));

Deno.test("stop lets the answers under way come down, and so does SIGTERM", async () => {
  const upstream = await listen(() => Promise.resolve(new Response(slowly(6))));
  try {
    await atBench(async ({ json, squeezr, place }) => {
      const answered = async (url: unknown, end: () => Promise<unknown>) => {
        const response = await fetch(`${url}/v1/messages`, { method: "POST", body: "{}" });
        const [text] = await Promise.all([response.text(), end()]);
        assert.equal(text, "123456");
      };
      await answered((await json("start", "--port", "0")).url, () => squeezr("stop"));
      const proxy = await startProxy(program, place);
      await answered(proxy.url, () => proxy.end("SIGTERM"));
    }, { upstream: upstream.url });
  } finally {
    await upstream.close();
  }
});

Deno.test("a proxy that was told to end says that it is still there, as long as answers come down", async () => {
  const upstream = await listen(() => Promise.resolve(new Response(slowly(14))));
  try {
    await atBench(async ({ json, squeezr, home }) => {
      const { url, port } = await json("start", "--port", "0");
      const response = await fetch(`${url}/v1/messages`, { method: "POST", body: "{}" });
      const whole = response.text();
      const stopped = squeezr("stop");
      const file = join(home, "run", `${port}.json`);
      await until(() => readRunFile(join(home, "run"), Number(port))?.stopping === true);
      const told = statSync(file).mtimeMs;
      await until(() => statSync(file).mtimeMs > told);
      assert.equal(await whole, "1234567891011121314");
      assert.equal((await stopped).code, 0);
    }, { upstream: upstream.url });
  } finally {
    await upstream.close();
  }
});

function slowly(pieces: number): ReadableStream<Uint8Array> {
  let next = 1;
  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode(String(next)));
      if (next++ === pieces) controller.close();
      await new Promise((resolve) => setTimeout(resolve, 150));
    },
  });
}

Deno.test("a state folder that can't be written costs what is kept there, and that is said", () =>
  atBench(async ({ place }) => {
    writeFileSync(join(place.cwd, "file"), "");
    const home = join(place.cwd, "file", "state");
    const port = String(await freePort());
    const lost = { ...place, home, env: { SQUEEZR_PORT: port } };
    const started = await runProgram(program, ["start", "--json"], lost);
    assert.equal(started.code, 0, started.stderr);
    const { pid, warnings } = JSON.parse(started.stdout);
    try {
      assert.match(warnings[0], /can't be written \(ENOTDIR\): there is no log and no run file/);
      assert.match(warnings[1], /ledger/);
      const stats = JSON.parse((await runProgram(program, ["stats", "--json"], lost)).stdout);
      assert.equal(stats.ledger.state, "memory");
      assert.equal((await runProgram(program, ["status"], lost)).code, 0);
      const stop = await runProgram(program, ["stop"], lost);
      assert.equal(stop.code, 1);
      assert.match(stop.stderr, /not ours to stop/);
    } finally {
      process.kill(pid, "SIGTERM");
      await until(() => !isAlive(pid));
    }
  }));

Deno.test("a start that fails tells the end of the log", () =>
  atBench(async ({ squeezr }) => {
    // Nobody has this address: the proxy finds out, not the command.
    const { code, stderr } = await squeezr("start", "--port", "0", "--host", "192.0.2.1");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /the proxy ended at its start \(exit code 1\); the end of its log:\n +.*192\.0\.2\.1/,
    );
  }));

Deno.test("start refuses a proxy variable that leads back to the proxy itself", () =>
  atBench(async ({ place }) => {
    const port = String(await freePort());
    const env = { HTTPS_PROXY: `http://localhost:${port}` };
    const { code, stderr } = await runProgram(program, ["start", "--port", port], {
      ...place,
      env,
    });
    assert.equal(code, 1);
    assert.match(stderr, /HTTPS_PROXY: this is squeezr itself/);
  }));

Deno.test("commands reach the proxy past a proxy variable, and stop works whatever the settings say", () =>
  atBench(async ({ home, place, json }) => {
    const { pid } = await json("start", "--port", "0");
    writeFileSync(join(home, "squeezr.toml"), "[proxy\n");
    const env = { HTTP_PROXY: "http://127.0.0.1:1", http_proxy: "http://127.0.0.1:1" };
    assert.equal((await runProgram(program, ["stats"], { ...place, env })).code, 0);
    const { code, stderr } = await runProgram(program, ["stop"], { ...place, env });
    assert.equal(code, 0, stderr);
    assert.equal(isAlive(Number(pid)), false);
  }));

Deno.test("a proxy that listens beyond this machine says so", () =>
  atBench(async ({ json, squeezr }) => {
    const { warnings, url, port } = await json("start", "--port", "0", "--host", "0.0.0.0");
    assert.match(String(warnings), /^it listens on 0\.0\.0\.0: whoever reaches that address/);
    assert.equal(url, `http://127.0.0.1:${port}`);
    assert.equal((await squeezr("status")).code, 0);
  }));

Deno.test("the project's file counts in the foreground, and not in the background", () =>
  atBench(async ({ place, json, squeezr }) => {
    writeFileSync(join(place.cwd, ".squeezr.toml"), "[proxy]\nport = 1\n");
    const { code, stderr } = await squeezr("start", "--foreground", "--port", "0");
    assert.equal(code, 1);
    assert.match(stderr, /\.squeezr\.toml: a project's file can't set proxy\.port/);
    assert.equal((await json("start", "--port", "0")).by, "background");
  }));

Deno.test("--config is read by the proxy in the background, from wherever it was named", () =>
  atBench(async ({ place, squeezr, json }) => {
    const port = await freePort();
    writeFileSync(join(place.cwd, "other.toml"), `[proxy]\nport = ${port}\n`);
    assert.equal((await json("start", "--config", "other.toml")).port, port);
    assert.equal((await squeezr("stop")).code, 0);
    const none = await squeezr("start", "--config", "none.toml");
    assert.equal(none.code, 1);
    assert.match(none.stderr, /none\.toml: there is no such file/);
  }));

Deno.test("output of any size comes out whole, and a reader that leaves is no error", () =>
  atBench(async ({ home, place, squeezr }) => {
    await squeezr("config", "set", "proxy.port", "1");
    const line = `${"x".repeat(99)}\n`;
    writeFileSync(join(home, "squeezr.log"), line.repeat(40_000));
    const { stdout } = await squeezr("logs", "-n", "40000");
    assert.equal(stdout.length, 4_000_000);
    if (process.platform === "win32") return;
    const words = [program.file, ...program.words, "logs", "-n", "40000"].map((word) =>
      `'${word}'`
    );
    const piped = { file: "/bin/sh", words: ["-c", `${words.join(" ")} | head -n 1`] };
    assert.deepEqual(await runProgram(piped, [], place), { code: 0, stdout: line, stderr: "" });
  }));

Deno.test("no key, header value or query string reaches the log", () =>
  atBench(async ({ home, json }) => {
    const { url } = await json("start", "--port", "0");
    await fetch(`${url}/v1/messages?secret=in-the-query`, {
      method: "POST",
      headers: { "x-api-key": "sk-in-a-header", "user-agent": "agent-in-a-header" },
      body: JSON.stringify({ messages: [{ role: "user", content: "said-in-the-body" }] }),
    }).then((response) => response.text());
    await json("stop");
    const log = readFileSync(join(home, "squeezr.log"), "utf8");
    assert.match(log, /listens on/);
    assert.doesNotMatch(log, /in-the-query|in-a-header|in-the-body/);
  }, { upstream: "http://127.0.0.1:1" }));
