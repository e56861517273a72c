import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { isAlive, readRunFiles } from "../../src/admin/run_file.ts";
import { fileURLToPath } from "node:url";
import { listen } from "../../src/demo/listen.ts";
import { createProvider } from "../../src/demo/provider.ts";
import { byTurn } from "../../src/demo/script.ts";
import { programUnderTest } from "../support/program.ts";
import { atRunBench, client, quoted, type RunBench, runtime } from "../support/run.ts";
import { stepsOf } from "../support/sdk_loop.ts";

type Env = Readonly<Record<string, string>>;

const TURNS = 9;
const SESSION = fileURLToPath(new URL("../support/sdk_session.ts", import.meta.url));

/** Processes and signals as they are on Unix. */
const isUnix = process.platform !== "win32";

async function until(is: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!is() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(is());
}

function proxiesOf({ home }: RunBench) {
  return readRunFiles(join(home, "run"));
}

/** What a client finds in its environment that the same client finds otherwise, or not, without `run`. */
function changed(env: Env, before: Env): Record<string, string | undefined> {
  const names = [...new Set([...Object.keys(env), ...Object.keys(before)])];
  return Object.fromEntries(
    names.filter((name) => env[name] !== before[name]).map((name) => [name, env[name]]),
  );
}

async function withUpstream(test: (url: string, asked: string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const server = await listen((request) => {
    // Whoever is on this machine is asked whether it is a squeezr.
    if (request.method === "POST") asked.push(new URL(request.url).pathname);
    return Promise.resolve(new Response("from the upstream"));
  });
  try {
    await test(server.url, asked);
  } finally {
    await server.close();
  }
}

Deno.test("run changes what leads a client to its proxy, and nothing else", () =>
  atRunBench(async ({ run, named }) => {
    named("claude");
    const { told, code } = await run(["env"], {
      command: ["claude"],
      env: { NO_PROXY: "corp.example" },
    }).ended;
    assert.equal(code, 0);
    const env = told[0].env as Env;
    const port = env.SQUEEZR_PORT;
    const before = { ...env };
    for (const name of Object.keys(env)) {
      if (/^(ANTHROPIC_|SQUEEZR_PORT|ENABLE_|no_proxy)/.test(name)) delete before[name];
    }
    assert.deepEqual(changed(env, { ...before, NO_PROXY: "corp.example" }), {
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
      ENABLE_TOOL_SEARCH: "true",
      NO_PROXY: "corp.example,127.0.0.1,localhost",
      no_proxy: "corp.example,127.0.0.1,localhost",
      SQUEEZR_PORT: port,
    });
    assert.deepEqual(told[0].args, ["env"]);
  }));

Deno.test("run passes input, output and the exit code through, and says at the end what was saved", () =>
  atRunBench(async (bench) => {
    const { told, code, stderr } = await bench.run(["stdin", "tty", "exit=7"], { stdin: "said\n" })
      .ended;
    assert.equal(code, 7);
    assert.deepEqual(told, [{ stdin: "said\n" }, { tty: [false, false, false] }]);
    assert.equal(stderr, "squeezr: nothing came through the proxy\n");
    assert.deepEqual(proxiesOf(bench), []);
    assert.equal((await bench.run(["exit=0"], { flags: ["--quiet"] }).ended).stderr, "");
  }));

Deno.test("run serves a client that asks, from a proxy that is there for it alone", () =>
  withUpstream((url, asked) =>
    atRunBench(async ({ run }) => {
      const env = { SQUEEZR_UPSTREAM_ANTHROPIC: url };
      const { told, stderr } = await run(["ask"], { env }).ended;
      assert.deepEqual(told, [{ status: 200, text: "from the upstream" }]);
      assert.deepEqual(asked, ["/v1/messages"]);
      assert.match(
        stderr,
        /^squeezr: about 0 tokens saved, 0\.0 % of new results, in 1 request\n$/,
      );
    })
  ));

Deno.test("run makes a base URL that was set already its upstream, also within another run", () =>
  withUpstream((url, asked) =>
    atRunBench(async ({ run }) => {
      const env = { ANTHROPIC_BASE_URL: `${url}/gate`, ANTHROPIC_AUTH_TOKEN: "company-token" };
      const once = await run(["ask", "env"], { env }).ended;
      assert.equal(once.told[0].text, "from the upstream");
      assert.match(
        once.stderr,
        /^squeezr: ANTHROPIC_BASE_URL names http:\/\/127\.0\.0\.1:\d+\/gate: the proxy goes there/,
      );
      assert.doesNotMatch(once.stderr, /company-token/);
      // Of the variables for this API no other is set than the one that was.
      assert.equal((once.told[1].env as Env).ANTHROPIC_API_BASE, undefined);
      const { file, words } = programUnderTest();
      const inner = [file, ...words, "run", "--", ...client];
      const twice = await run(["ask", "env"], { env, command: inner }).ended;
      assert.equal(twice.told[0].text, "from the upstream");
      assert.deepEqual(asked, ["/gate/v1/messages", "/gate/v1/messages"]);
    })
  ));

Deno.test("run leaves a base URL alone that can't be an upstream, and shows no password", () =>
  atRunBench(async ({ run }) => {
    const env = { ANTHROPIC_BASE_URL: "https://me:hunter2@gate.example/?key=s3cret" };
    const { told, stderr } = await run(["env"], { env }).ended;
    assert.equal((told[0].env as Env).ANTHROPIC_BASE_URL, env.ANTHROPIC_BASE_URL);
    assert.match(stderr, /^squeezr: ANTHROPIC_BASE_URL stays as it is/);
    assert.doesNotMatch(stderr, /hunter2|s3cret/);
  }));

Deno.test("run hands Claude Code its base URL where its settings name another, which becomes the upstream", () =>
  withUpstream((url) =>
    atRunBench(async ({ run, named, folder }) => {
      named("claude");
      mkdirSync(join(folder, "me", ".claude"), { recursive: true });
      writeFileSync(
        join(folder, "me", ".claude", "settings.json"),
        JSON.stringify({ env: { ANTHROPIC_BASE_URL: url } }),
      );
      const { told, stderr } = await run(["env"], { command: ["claude"] }).ended;
      const [flag, settings] = told[0].args as string[];
      const { SQUEEZR_PORT: port } = told[0].env as Env;
      assert.equal(flag, "--settings");
      assert.deepEqual(JSON.parse(settings), {
        env: { ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` },
      });
      assert.match(stderr, /settings\.json names http:\/\/127\.0\.0\.1:\d+: the proxy goes there/);
    })
  ));

Deno.test("run leads Codex by its login", () =>
  atRunBench(async ({ run, named, folder }) => {
    named("codex");
    mkdirSync(join(folder, "me", ".codex"), { recursive: true });
    const cases: [string | undefined, string][] = [
      [undefined, "/v1"],
      ['{"OPENAI_API_KEY":"sk-test"}', "/v1"],
      ['{"auth_mode":"chatgpt","tokens":{"id_token":"t"}}', "/backend-api/codex"],
    ];
    for (const [login, path] of cases) {
      if (login) writeFileSync(join(folder, "me", ".codex", "auth.json"), login);
      const { told } = await run(["exec", "env"], { command: ["codex"] }).ended;
      const { SQUEEZR_PORT: port } = told[0].env as Env;
      const setting = `openai_base_url="http://127.0.0.1:${port}${path}"`;
      assert.deepEqual(told[0].args, ["-c", setting, "exec", "env"]);
    }
  }));

Deno.test("a command that is not there is told apart from one that fails", () =>
  atRunBench(async ({ run, folder }) => {
    writeFileSync(join(folder, "plain"), "");
    const missing = await run([], { command: ["no-such-command"] }).ended;
    assert.deepEqual([missing.code, missing.stderr], [
      127,
      'squeezr: there is no command "no-such-command" here\n',
    ]);
    if (isUnix) assert.equal((await run([], { command: ["./plain"] }).ended).code, 126);
    assert.equal((await run([], { command: [] }).ended).code, 2);
  }));

Deno.test("where the proxy can't be started, the command runs without it, and that is said", () =>
  atRunBench(async ({ run, home }) => {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "squeezr.toml"), "[proxy]\nprot = 1\n");
    const env = { ANTHROPIC_BASE_URL: "http://gate.example" };
    const { told, code, stderr } = await run(["env", "exit=3"], { env }).ended;
    assert.equal(code, 3);
    const got = told[0].env as Env;
    assert.deepEqual([got.ANTHROPIC_BASE_URL, got.SQUEEZR_PORT], [
      "http://gate.example",
      undefined,
    ]);
    assert.match(
      stderr,
      /^squeezr: the proxy can't be started, so ".*" runs without it: .*squeezr\.toml: unknown key proxy\.prot/,
    );
  }));

Deno.test("run needs no state folder", () =>
  withUpstream((url) =>
    atRunBench(async ({ run, folder }) => {
      writeFileSync(join(folder, "file"), "");
      const env = { SQUEEZR_HOME: join(folder, "file", "state"), SQUEEZR_UPSTREAM_ANTHROPIC: url };
      const { told, stderr } = await run(["ask"], { env }).ended;
      assert.equal(told[0].text, "from the upstream");
      assert.match(stderr, /can't be written \(ENOTDIR\)/);
    })
  ));

Deno.test({
  name: "a signal reaches the client once, whether it was sent to run or to all of its group",
  ignore: !isUnix,
  fn: () =>
    atRunBench(async ({ run }) => {
      const send = async (
        signal: "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGUSR1",
        toGroup: boolean,
      ) => {
        const runner = run(["signals", "exit=5"], { detached: true });
        await runner.next();
        process.kill(toGroup ? -runner.pid : runner.pid, signal);
        const { told, code } = await runner.ended;
        assert.deepEqual(told.slice(1), [{ signal }], `${signal} ${toGroup}`);
        assert.equal(code, 5);
      };
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1"] as const) {
        await Promise.all([send(signal, false), send(signal, true)]);
      }
    }),
});

Deno.test({
  name: "what run was started to ignore, the command ignores as well",
  ignore: process.platform !== "linux",
  fn: () =>
    atRunBench(async ({ run }) => {
      const script = 'kill -HUP "$PPID" $$; sleep 0.2; echo "{}"';
      const end = await run([], {
        command: ["sh", "-c", script],
        under: (line) => ["nohup", ...line],
      }).ended;
      assert.deepEqual([end.code, end.signal, end.told], [0, null, [{}]]);
    }),
});

Deno.test({
  name: "run ends by the signal that ended the command",
  ignore: !isUnix,
  fn: () =>
    atRunBench(async ({ run }) => {
      const cases: [string, string | null, number | null][] = [
        ["SIGTERM", "SIGTERM", null],
        ["SIGINT", "SIGINT", null],
        ["SIGKILL", null, 137],
      ];
      for (const [sent, signal, code] of cases) {
        const end = await run([`kill=${sent}`, "signals"]).ended;
        assert.deepEqual([end.signal, end.code], [signal, code], sent);
      }
    }),
});

const hasScript = isUnix && spawnSync("script", ["--version"]).status === 0;

Deno.test({
  // Where util-linux's `script` is missing, nothing here can make a terminal.
  name: "on a terminal the client has it, and Ctrl-C reaches it once",
  ignore: !hasScript,
  fn: () =>
    atRunBench(async ({ run }) => {
      const runner = run(["tty", "signals", "exit=6"], {
        under: (line) => ["script", "-qec", `exec ${line.map(quoted).join(" ")}`, "/dev/null"],
      });
      assert.deepEqual(await runner.next(), { tty: [true, true, true] });
      await runner.next();
      runner.child.stdin!.write("\u0003");
      const { told, code } = await runner.ended;
      assert.deepEqual(told.slice(2), [{ signal: "SIGINT" }]);
      assert.equal(code, 6);
    }),
});

Deno.test({
  name: "a proxy that is killed in the middle is there again, at the same port",
  ignore: !isUnix,
  fn: () =>
    withUpstream((url) =>
      atRunBench(async (bench) => {
        const gate = join(bench.folder, "gate");
        writeFileSync(gate, "");
        const env = { SQUEEZR_UPSTREAM_ANTHROPIC: url };
        const runner = bench.run(["ask", `file=${gate}`, "ask"], { env });
        assert.equal((await runner.next()).text, "from the upstream");
        const [first] = proxiesOf(bench);
        process.kill(first.pid, "SIGKILL");
        Deno.removeSync(gate);
        const { told, code, stderr } = await runner.ended;
        assert.equal(told.at(-1)?.text, "from the upstream");
        assert.equal(code, 0);
        assert.match(stderr, /in 1 request, counted since the proxy was started again/);
      })
    ),
});

Deno.test({
  name:
    "a session of the official SDK goes on over proxies that are killed, and nothing that was sent changes",
  ignore: !isUnix,
  async fn() {
    const provider = createProvider({ script: byTurn(stepsOf(TURNS)) });
    const upstream = await listen((request) => provider.fetch(request));
    try {
      await atRunBench(async (bench) => {
        const runner = bench.run([String(TURNS)], {
          command: [...runtime, SESSION],
          env: { SQUEEZR_UPSTREAM_ANTHROPIC: upstream.url },
        });
        for (let turn = 0; turn < TURNS; turn++) {
          assert.equal((await runner.next()).turn, turn);
          if (turn % 3 === 1) process.kill(proxiesOf(bench)[0].pid, "SIGKILL");
          writeFileSync(join(bench.folder, String(turn)), "");
        }
        assert.equal((await runner.ended).code, 0);
        // The provider refuses a request in which anything stands otherwise than it was sent before.
        assert.deepEqual(provider.received.filter(({ status }) => status !== 200), []);
        assert.ok(provider.received.length >= TURNS * 3);
      });
    } finally {
      await upstream.close();
    }
  },
});

Deno.test({
  name: "where run itself is killed, the client keeps its proxy, which ends with it",
  ignore: !isUnix,
  fn: () =>
    withUpstream((url) =>
      atRunBench(async (bench) => {
        const gate = join(bench.folder, "gate");
        writeFileSync(gate, "");
        const env = { SQUEEZR_UPSTREAM_ANTHROPIC: url };
        const runner = bench.run([`file=${gate}`, "ask"], { env });
        await runner.next();
        const [{ pid }] = proxiesOf(bench);
        process.kill(runner.pid, "SIGKILL");
        await until(() => !isAlive(runner.pid));
        Deno.removeSync(gate);
        assert.equal((await runner.next()).text, "from the upstream");
        await until(() => !isAlive(pid));
        assert.deepEqual(proxiesOf(bench), []);
      })
    ),
});
