import assert from "node:assert/strict";
import { anyProgram } from "./any.ts";
import type { Standing } from "./bases.ts";
import { basesOf } from "./bases.ts";
import { claude } from "./claude.ts";
import type { Client, Machine } from "./client.ts";
import { codex } from "./codex.ts";
import { type Fate, type Lead, leadOf } from "./lead.ts";
import { startedBy } from "./list.ts";
import { aider } from "./sdk.ts";
import { machineWith } from "./testing.ts";

const P = "http://127.0.0.1:9";

/** Leads a client whose base URLs may all be taken over, or meet this fate. */
function lead(client: Client, machine: Machine, fateOf = taken): Lead {
  const judged = basesOf(client, machine).map((base) => ({ ...base, fate: fateOf(base) }));
  return leadOf(client, machine, judged);
}

const taken = ({ url }: Standing): Fate => ({ kind: "upstream", url });
const left = (): Fate => ({ kind: "left", why: "of a reason" });
const gone = (): Fate => ({ kind: "gone" });

Deno.test("what is set already becomes the upstream, and the client finds the same paths behind the proxy", () => {
  const settings = "/home/me/.claude/settings.json";
  const config = "/home/me/.codex/config.toml";
  const cases: [Client, Machine, Record<string, string>, string[], [string, string][]][] = [
    [claude, machineWith({}), { ANTHROPIC_BASE_URL: P, ENABLE_TOOL_SEARCH: "true" }, [], []],
    [
      claude,
      machineWith({}, { ANTHROPIC_BASE_URL: "https://gate/a", ENABLE_TOOL_SEARCH: "auto" }),
      { ANTHROPIC_BASE_URL: P },
      [],
      [["anthropic", "https://gate/a"]],
    ],
    [
      claude,
      machineWith({ [settings]: '{"env":{"ANTHROPIC_BASE_URL":"https://gate"}}' }),
      { ANTHROPIC_BASE_URL: P, ENABLE_TOOL_SEARCH: "true" },
      ["--settings", `{"env":{"ANTHROPIC_BASE_URL":"${P}"}}`],
      [["anthropic", "https://gate"]],
    ],
    [
      aider,
      machineWith({}, { OPENAI_API_BASE: "https://gate/v1" }),
      {
        OPENAI_API_BASE: `${P}/v1`,
        ANTHROPIC_API_BASE: P,
        ANTHROPIC_BASE_URL: P,
        GOOGLE_GEMINI_BASE_URL: P,
      },
      [],
      [["openai", "https://gate"]],
    ],
    [
      codex,
      machineWith({ [config]: 'openai_base_url = "https://gate/openai"' }),
      {},
      ["-c", `openai_base_url="${P}/to/openai"`],
      [["openai", "https://gate/openai"]],
    ],
  ];
  for (const [client, machine, variables, args, upstreams] of cases) {
    const led = lead(client, machine);
    assert.deepEqual(led.environment(P), variables);
    assert.deepEqual(led.args(P), args);
    assert.deepEqual(led.upstreams.map(({ api, url }) => [api, url]), upstreams);
    assert.deepEqual(led.left, []);
  }
});

Deno.test("what has to stay stays, and no other variable for its API is set", () => {
  const machine = machineWith({}, { OPENAI_BASE_URL: "https://gate/v1" });
  const led = lead(anyProgram, machine, left);
  const names = Object.keys(led.environment(P));
  assert.deepEqual(names.filter((name) => name.startsWith("OPENAI")), []);
  assert.ok(names.includes("ANTHROPIC_BASE_URL"));
  assert.deepEqual(led.left.map(({ where }) => where), ["OPENAI_BASE_URL"]);
  assert.deepEqual(led.upstreams, []);
  const settings = { "/home/me/.claude/settings.json": '{"env":{"ANTHROPIC_BASE_URL":"x"}}' };
  const bound = lead(claude, machineWith(settings), left);
  assert.deepEqual([bound.environment(P), bound.args(P)], [{}, []]);
});

Deno.test("a proxy that is no more is as good as not named", () => {
  const settings = { "/home/me/.claude/settings.json": '{"env":{"ANTHROPIC_BASE_URL":"x"}}' };
  const led = lead(claude, machineWith(settings, { ANTHROPIC_BASE_URL: "x" }), gone);
  assert.equal(led.environment(P).ANTHROPIC_BASE_URL, P);
  assert.deepEqual(led.args(P), ["--settings", `{"env":{"ANTHROPIC_BASE_URL":"${P}"}}`]);
  assert.deepEqual([led.upstreams, led.left], [[], []]);
});

Deno.test("of two variables that name different places one is led, and the other is told of", () => {
  const env = { OPENAI_BASE_URL: "https://one/v1", OPENAI_API_BASE: "https://two/v1" };
  const led = lead(aider, machineWith({}, env));
  assert.deepEqual(led.left.map(({ where }) => where), ["OPENAI_API_BASE"]);
  assert.equal(led.environment(P).OPENAI_API_BASE, undefined);
  assert.equal(led.environment(P).OPENAI_BASE_URL, `${P}/v1`);
  assert.deepEqual(led.upstreams.map(({ url }) => url), ["https://one"]);
});

Deno.test("startedBy() finds the client in a command line, and where its own arguments begin", () => {
  const cases: [string, string, number][] = [
    ["claude -p hi", "claude", 1],
    ["npx -y @openai/codex@0.169.0 exec", "codex", 3],
    ["bunx codex", "codex", 2],
    ["npx @anthropic-ai/claude-code", "claude", 2],
    ["npx -y", "any", 1],
    ["npx serve", "any", 1],
    ["cmd /c codex exec", "codex", 3],
    ["make agent", "any", 1],
    ["", "any", 1],
  ];
  for (const [line, name, words] of cases) {
    const started = startedBy(line.split(" "));
    assert.deepEqual([started.client.name, started.words], [name, words], line);
  }
});
