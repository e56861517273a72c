import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { listen } from "../demo/listen.ts";
import { atConsole, type Console, withFakeProxy } from "../../tests/support/console.ts";

/** What is found, as `state name: text -> todo`. */
async function foundBy(
  { typeWith, cwd }: Console,
  env: Record<string, string>,
  ...words: string[]
): Promise<{ code: number; lines: string[] }> {
  const given = { env: { HOME: cwd, ...env } };
  const { code, out } = await typeWith(given, "doctor", "--json", ...words);
  const { checks } = JSON.parse(out);
  return {
    code,
    lines: checks.map((one: Record<string, string>) =>
      `${one.state} ${one.name}: ${one.text} -> ${one.todo}`
    ),
  };
}

function has(lines: readonly string[], pattern: RegExp): void {
  assert.ok(lines.some((line) => pattern.test(line)), `${pattern} in\n${lines.join("\n")}`);
}

/** Upstreams that answer, at this time. */
async function withUpstreams(date: string, test: (env: Record<string, string>) => Promise<void>) {
  const asked: string[] = [];
  const server = await listen((request) => {
    asked.push(`${request.method} ${[...request.headers.keys()].filter(isSecret).join()}`);
    return Promise.resolve(new Response(null, { status: 404, headers: { date } }));
  });
  const names = ["ANTHROPIC", "OPENAI", "CHATGPT", "GEMINI"];
  try {
    await test(
      Object.fromEntries(names.map((name) => [`SQUEEZR_UPSTREAM_${name}`, server.url])),
    );
  } finally {
    await server.close();
  }
  for (const what of asked) assert.equal(what, "HEAD ");
}

function isSecret(header: string): boolean {
  return /key|authorization|cookie/.test(header);
}

const NOON = new Date(Date.UTC(2026, 0, 2, 12)).toUTCString();

Deno.test("doctor finds nothing where all is well, and asks upstreams without any key", () =>
  atConsole((console) =>
    withUpstreams(NOON, (env) =>
      withFakeProxy({ home: console.home }, async ({ port }) => {
        chmodSync(console.home, 0o700);
        mkdirSync(join(console.cwd, ".claude"));
        writeFileSync(
          join(console.cwd, ".claude/settings.json"),
          JSON.stringify({
            env: { ANTHROPIC_BASE_URL: `http://localhost:${port}`, ENABLE_TOOL_SEARCH: "true" },
          }),
        );
        const { code, lines } = await foundBy(console, env);
        assert.equal(code, 0);
        assert.deepEqual(lines.filter((line) => !line.startsWith("ok ")), []);
        has(lines, /^ok Claude Code: goes through the proxy, as .*settings\.json says/);
        has(lines, /^ok upstream anthropic: http:.* answers/);
        has(lines, /^ok clock: agrees/);
        has(lines, /^ok streaming: /);
        has(lines, /^ok prefix: /);
      }))
  ));

Deno.test("doctor names what is wrong, and the one thing to do", () =>
  atConsole((console) =>
    withUpstreams("Fri, 02 Jan 2026 10:00:00 GMT", async (upstreams) => {
      const { cwd, home } = console;
      mkdirSync(home, { mode: 0o755 });
      chmodSync(home, 0o755);
      mkdirSync(join(cwd, ".claude"));
      writeFileSync(join(cwd, ".claude/settings.json"), "{}");
      writeFileSync(join(home, "squeezr.toml"), "[proxy]\nprot = 1\n");
      const env = {
        ...upstreams,
        ANTHROPIC_BASE_URL: "http://127.0.0.1:1",
        HTTPS_PROXY: "http://127.0.0.1:8080",
        HTTP_PROXY: "http://corp.example:3128",
        NODE_EXTRA_CA_CERTS: join(cwd, "none.pem"),
        SQUEEZR_UPSTREAM_OPENAI: "http://127.0.0.1:2",
      };
      const { code, lines } = await foundBy(console, env);
      assert.equal(code, 1);
      has(lines, /^fail settings: .*unknown key proxy\.prot \(did you mean proxy\.port\?\)/);
      if (process.platform !== "win32") {
        has(lines, /^warn state folder: .* can be read by others -> chmod 700/);
      }
      has(
        lines,
        /^fail Claude Code: ANTHROPIC_BASE_URL leads to http:\/\/127\.0\.0\.1:1, where nobody/,
      );
      has(lines, /^fail variables: HTTPS_PROXY: this is squeezr itself/);
      has(lines, /^warn variables: HTTP_PROXY is set.* -> add 127\.0\.0\.1,localhost to NO_PROXY/);
      has(lines, /^fail variables: NODE_EXTRA_CA_CERTS names .*none\.pem, which can't be read/);
    })
  ));

Deno.test("doctor tells a clock that is off, a closed upstream, and tool search that is off", () =>
  atConsole((console) =>
    withUpstreams(
      "Fri, 02 Jan 2026 10:00:00 GMT",
      (upstreams) =>
        withFakeProxy({ home: console.home, run: { version: "0.0.1" } }, async ({ port }) => {
          const env = {
            ...upstreams,
            ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
            SQUEEZR_UPSTREAM_OPENAI: "http://127.0.0.1:2",
            HTTPS_PROXY: "socks5://127.0.0.1:1",
          };
          mkdirSync(join(console.cwd, ".claude"));
          const { code, lines } = await foundBy(console, env);
          assert.equal(code, 0);
          has(lines, /^warn clock: 7200 s off the upstreams' -> set the machine's clock/);
          has(lines, /^warn upstream openai: http:\/\/127\.0\.0\.1:2 can't be reached/);
          has(lines, /^warn upstream openai: .* -> HTTPS_PROXY is set: does it name an http/);
          has(lines, /^warn Claude Code: tool search is off at this base URL/);
          has(lines, /^warn proxy: .* is 0\.0\.1 -> squeezr stop && squeezr start/);
        }),
    )
  ));

Deno.test("doctor goes on where the state folder is none", () =>
  atConsole(async (console) => {
    writeFileSync(console.home, "");
    const { code, lines } = await foundBy(console, { SQUEEZR_PORT: "1" }, "--offline");
    assert.equal(code, 0);
    has(lines, /^warn state folder: .* can't be written \(E[A-Z]+\).* -> set SQUEEZR_HOME/);
    has(lines, /^ok prefix: /);
  }));

Deno.test("doctor tells of a state folder that can't be made", () =>
  atConsole(async (console) => {
    const file = join(console.cwd, "file");
    writeFileSync(file, "");
    const env = { SQUEEZR_PORT: "1", SQUEEZR_HOME: join(file, "state") };
    const { lines } = await foundBy(console, env, "--offline");
    has(lines, /^warn state folder: .*state can't be written \(E[A-Z]+\).* -> set SQUEEZR_HOME/);
  }));

Deno.test("doctor calls nobody when told so, and shows a line for each thing", () =>
  atConsole(async ({ typeWith, cwd }) => {
    const env = { HOME: cwd, SQUEEZR_PORT: "1" };
    const { code, out } = await typeWith({ env, colour: true }, "doctor", "--offline");
    assert.equal(code, 0);
    assert.doesNotMatch(out, /upstream anthropic/);
    assert.ok(out.includes("\x1b[33mwarn\x1b[0m  proxy         none runs; port 1 is free\n"), out);
    assert.match(out, /\n {6}-> squeezr start\n/);
  }));
