import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { Io } from "./kit/io.ts";
import { atConsole, type Console, withFakeProxy } from "../../tests/support/console.ts";

const UPSTREAMS = {
  anthropic: "https://api.anthropic.com",
  openai: "https://gate.example",
  gemini: "https://generativelanguage.googleapis.com",
};

/** Nobody's home folder, and no shell to guess. */
const env: Io["env"] = { HOME: "/nonexistent" };

/** Runs a test with a proxy that goes to `UPSTREAMS`. */
function withProxy(test: (console: Console, url: string) => Promise<void>): Promise<void> {
  return atConsole((console) =>
    withFakeProxy(
      { home: console.home, run: { upstreams: UPSTREAMS } },
      ({ port }) => test(console, `http://127.0.0.1:${port}`),
    )
  );
}

Deno.test("env prints lines for each shell", () =>
  withProxy(async ({ typeWith }, url) => {
    const cases: [string, string][] = [
      ["bash", `export ANTHROPIC_BASE_URL='${url}'\n`],
      ["zsh", `export ANTHROPIC_BASE_URL='${url}'\n`],
      ["fish", `set -gx ANTHROPIC_BASE_URL '${url}'\n`],
      ["powershell", `$env:ANTHROPIC_BASE_URL = '${url}'\n`],
      ["dotenv", `ANTHROPIC_BASE_URL=${url}\n`],
    ];
    for (const [shell, line] of cases) {
      const { out, code } = await typeWith({ env }, "env", "--shell", shell);
      assert.equal(code, 0);
      assert.ok(out.startsWith(line), out);
    }
    assert.match((await typeWith({ env: { ...env, SHELL: "/bin/fish" } }, "env")).out, /^set -gx /);
    const wrong = await typeWith({ env }, "env", "--shell", "fisch");
    assert.deepEqual([wrong.code, wrong.out], [2, ""]);
    assert.match(wrong.err, /did you mean fish\?/);
  }));

Deno.test("env names what one client reads, or what all do", () =>
  withProxy(async ({ typeWith }, url) => {
    const port = new URL(url).port;
    const direct = { NO_PROXY: "127.0.0.1,localhost", no_proxy: "127.0.0.1,localhost" };
    const of = async (...words: string[]) =>
      JSON.parse((await typeWith({ env }, "env", "--json", ...words)).out);
    assert.deepEqual(await of("claude"), {
      ANTHROPIC_BASE_URL: url,
      ENABLE_TOOL_SEARCH: "true",
      ...direct,
      SQUEEZR_PORT: port,
    });
    assert.deepEqual(await of("gemini"), {
      GOOGLE_GEMINI_BASE_URL: url,
      ...direct,
      SQUEEZR_PORT: port,
    });
    const all = await of();
    assert.deepEqual([all.OPENAI_BASE_URL, all.OPENAI_API_BASE], [`${url}/v1`, `${url}/v1`]);
    const codex = await typeWith({ env }, "env", "codex");
    assert.deepEqual([codex.code, codex.out], [1, ""]);
    assert.match(codex.err, /"squeezr run -- codex" passes it as an argument/);
    assert.match((await typeWith({ env }, "env", "cluade")).err, /did you mean claude\?/);
  }));

Deno.test("env prints nothing where no proxy runs", () =>
  atConsole(async ({ typeWith }) => {
    const said = await typeWith({ env: { ...env, SQUEEZR_PORT: "0" } }, "env");
    assert.deepEqual([said.code, said.out], [1, ""]);
    assert.match(said.err, /^squeezr: no proxy runs: start one with "squeezr start"/);
  }));

Deno.test("env points nothing at a proxy that ends with somebody else's command or job", () =>
  atConsole(async ({ typeWith, home }) => {
    for (const run of [{ by: "run" }, { job: "in /elsewhere by 0" }] as const) {
      await withFakeProxy({ home, run }, async ({ port }) => {
        const without = { env: { ...env, SQUEEZR_PORT: "0" } };
        const said = await typeWith(without, "env");
        assert.deepEqual([said.code, said.out], [1, ""]);
        assert.match(said.err, new RegExp(`with --port \\(${port}\\)`));
        assert.equal((await typeWith(without, "env", "--port", String(port))).code, 0);
      });
    }
  }));

Deno.test("env takes a base URL's place only where the proxy goes to the same place", () =>
  withProxy(async ({ typeWith }, url) => {
    const given = {
      ...env,
      OPENAI_BASE_URL: "https://gate.example/v1",
      ANTHROPIC_BASE_URL: "https://other.example",
    };
    const { out, err } = await typeWith({ env: given }, "env", "--json");
    const changes = JSON.parse(out);
    assert.equal(changes.OPENAI_BASE_URL, `${url}/v1`);
    assert.equal(changes.ANTHROPIC_BASE_URL, undefined);
    assert.match(
      err,
      /^squeezr: ANTHROPIC_BASE_URL stays as it is .*squeezr config set upstreams\.anthropic https:\/\/other\.example/,
    );
    // A second time in the same shell there is nothing to say.
    const again = await typeWith({ env: { ...env, ...changes } }, "env", "--json");
    assert.equal(again.err, "");
    assert.equal(JSON.parse(again.out).OPENAI_BASE_URL, `${url}/v1`);
  }));

Deno.test("env --unset takes back what env printed, and nothing else", () =>
  withProxy(async ({ typeWith }) => {
    const before = { NO_PROXY: "corp.example", GOOGLE_GEMINI_BASE_URL: "https://g.example" };
    const set = JSON.parse(
      (await typeWith({ env: { ...env, ...before } }, "env", "--json")).out,
    );
    assert.equal(set.GOOGLE_GEMINI_BASE_URL, undefined);
    const { out } = await typeWith(
      { env: { ...env, ...before, ...set } },
      "env",
      "--unset",
      "--shell",
      "bash",
    );
    assert.match(out, /^unset ANTHROPIC_BASE_URL\n/);
    assert.match(out, /\nexport NO_PROXY='corp\.example'\n/);
    assert.match(out, /\nunset SQUEEZR_PORT\n$/);
    assert.doesNotMatch(out, /GOOGLE/);
    assert.equal((await typeWith({ env }, "env", "--unset")).out, "");
  }));

Deno.test("what env prints is evaluated by a shell as it was meant", () =>
  withProxy(async ({ typeWith }) => {
    const odd = 'it\'s $HOME `x` "y" \\';
    const given = { ...env, NO_PROXY: odd };
    const { out } = await typeWith({ env: given }, "env", "--shell", "bash");
    const script = 'eval "$1"; printf %s "$NO_PROXY"';
    const { stdout, error } = spawnSync("sh", ["-c", script, "sh", out], { encoding: "utf8" });
    if (error) return;
    assert.equal(stdout, `${odd},127.0.0.1,localhost`);
  }));
