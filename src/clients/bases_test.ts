import assert from "node:assert/strict";
import { basesOf, environmentOf } from "./bases.ts";
import type { Client, Machine, UrlOf } from "./client.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { gemini } from "./gemini.ts";
import { clientOf } from "./list.ts";
import { opencode } from "./opencode.ts";
import { aider, sdk } from "./sdk.ts";
import { machineWith } from "./testing.ts";

const CLAUDE = "/home/me/.claude/settings.json";
const CODEX = "/home/me/.codex/config.toml";
const OPENCODE = "/home/me/.config/opencode/opencode.json";
const LOGINS = "/home/me/.local/share/opencode/auth.json";

const urlOf: UrlOf = ({ path }) => `http://proxy${path}`;

Deno.test("clientOf() knows a client by the command that starts it", () => {
  const cases: [string, Client][] = [
    ["claude", claude],
    ["/usr/local/bin/codex", codex],
    ["C:\\Tools\\Gemini.CMD", gemini],
    ["opencode.exe", opencode],
    ["aider", aider],
    ["python", sdk],
    ["", sdk],
  ];
  for (const [command, client] of cases) assert.equal(clientOf(command), client, command);
});

Deno.test("basesOf() finds base URLs in environment and files, the one that wins last", () => {
  const settings = (url: string) => `{ // mine\n "env": { "ANTHROPIC_BASE_URL": "${url}", }, }`;
  const local = "/home/me/work/.claude/settings.local.json";
  const cases: [Client, Machine, [string, string][]][] = [
    [claude, machineWith({}), []],
    [
      claude,
      machineWith({ [CLAUDE]: settings("a"), [local]: settings("b") }, { ANTHROPIC_BASE_URL: "c" }),
      [["c", "ANTHROPIC_BASE_URL"], ["a", CLAUDE], ["b", local]],
    ],
    [claude, machineWith({ [CLAUDE]: "{ not JSON" }), []],
    [codex, machineWith({}, { OPENAI_BASE_URL: "x" }), []],
    [codex, machineWith({ [CODEX]: 'openai_base_url = "x"' }), [["x", CODEX]]],
    [
      codex,
      machineWith({
        [CODEX]: 'model_provider = "corp"\n[model_providers.corp]\nbase_url = "https://corp/v1"\n',
      }),
      [["https://corp/v1", CODEX]],
    ],
    [codex, machineWith({ [CODEX]: 'model_provider = "ollama"\nopenai_base_url = "x"' }), []],
    [
      gemini,
      machineWith({ "/home/me/.gemini/.env": "GEMINI_API_KEY=k\nGOOGLE_GEMINI_BASE_URL='x y'\n" }),
      [["x y", "/home/me/.gemini/.env"]],
    ],
    [
      opencode,
      machineWith({ [OPENCODE]: '{"provider":{"anthropic":{"options":{"baseURL":"x"}}}}' }),
      [["x", OPENCODE]],
    ],
    [sdk, machineWith({}, { OPENAI_BASE_URL: "x", ANTHROPIC_BASE_URL: "" }), [[
      "x",
      "OPENAI_BASE_URL",
    ]]],
  ];
  for (const [client, machine, want] of cases) {
    assert.deepEqual(basesOf(client, machine).map(({ url, where }) => [url, where]), want);
  }
});

Deno.test("a client is told where to go by what it reads", () => {
  const login = {
    "/home/me/.codex/auth.json": '{"auth_mode":"chatgpt","tokens":{"id_token":"t"}}',
  };
  const key = { "/home/me/.codex/auth.json": '{"OPENAI_API_KEY":"sk","tokens":null}' };
  const corp = 'model_provider = "a b"\n[model_providers."a b"]\nbase_url = "x"\n';
  const opencodeSettings = { provider: { anthropic: { options: { baseURL: "http://proxy/v1" } } } };
  const cases: [Client, Machine, Record<string, string>, string[]][] = [
    [claude, machineWith({}), {
      ANTHROPIC_BASE_URL: "http://proxy",
      ENABLE_TOOL_SEARCH: "true",
    }, []],
    [claude, machineWith({ [CLAUDE]: '{"env":{"ANTHROPIC_BASE_URL":"x"}}' }), {
      ANTHROPIC_BASE_URL: "http://proxy",
      ENABLE_TOOL_SEARCH: "true",
    }, ["--settings", '{"env":{"ANTHROPIC_BASE_URL":"http://proxy"}}']],
    [codex, machineWith({}), {}, ["-c", 'openai_base_url="http://proxy/v1"']],
    [codex, machineWith(key), {}, ["-c", 'openai_base_url="http://proxy/v1"']],
    [codex, machineWith(login), {}, ["-c", 'openai_base_url="http://proxy/backend-api/codex"']],
    [codex, machineWith({ [CODEX]: corp }), {}, [
      "-c",
      'model_providers."a b".base_url="http://proxy/v1"',
    ]],
    [gemini, machineWith({}), { GOOGLE_GEMINI_BASE_URL: "http://proxy" }, []],
    [opencode, machineWith({}), {}, []],
    [opencode, machineWith({ [LOGINS]: '{"anthropic":{"type":"api"}}' }), {
      OPENCODE_CONFIG_CONTENT: JSON.stringify(opencodeSettings),
    }, []],
  ];
  for (const [client, machine, variables, args] of cases) {
    assert.deepEqual(environmentOf(client, machine, urlOf), variables);
    assert.deepEqual(client.args(machine, urlOf), args);
  }
});
