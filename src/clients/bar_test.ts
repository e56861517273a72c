import assert from "node:assert/strict";
import { anyProgram } from "./any.ts";
import { claude } from "./claude.ts";
import type { Client, Machine, Scene } from "./client.ts";
import { codex } from "./codex.ts";
import { gemini } from "./gemini.ts";
import { machineWith } from "./testing.ts";

const typed: Scene = { args: [], terminal: true };
const piped: Scene = { args: [], terminal: false };

Deno.test("a client is barred from the proxy where it would go past it, or refuse it", () => {
  const settings = "/home/me/.gemini/settings.json";
  const login = (selectedType: string) => JSON.stringify({ security: { auth: { selectedType } } });
  const key = { GEMINI_API_KEY: "k" };
  const cases: [Client, Machine, Scene, boolean][] = [
    [claude, machineWith({}), typed, false],
    [claude, machineWith({}, { CLAUDE_CODE_USE_BEDROCK: "1" }), typed, true],
    [codex, machineWith({}), typed, false],
    [
      codex,
      machineWith({ "/home/me/.codex/config.toml": 'model_provider = "ollama"' }),
      typed,
      true,
    ],
    [
      codex,
      machineWith({ "/home/me/.codex/config.toml": 'cli_auth_credentials_store = "keyring"' }),
      typed,
      true,
    ],
    [gemini, machineWith({}), piped, false],
    [gemini, machineWith({}, key), typed, false],
    [gemini, machineWith({}, key), piped, true],
    [gemini, machineWith({}, key), { args: ["-p", "hi"], terminal: true }, true],
    [gemini, machineWith({}, { ...key, GOOGLE_GEMINI_BASE_URL: "https://g" }), piped, false],
    [gemini, machineWith({ "/home/me/.gemini/.env": "GEMINI_API_KEY=k\n" }), piped, true],
    [gemini, machineWith({ [settings]: login("gemini-api-key") }, key), piped, false],
    [gemini, machineWith({ [settings]: login("oauth-personal") }, key), typed, true],
    [gemini, machineWith({}, { GOOGLE_GENAI_USE_VERTEXAI: "true" }), typed, true],
  ];
  for (const [client, machine, scene, want] of cases) {
    const why = client.bar(machine, scene);
    assert.equal(why !== undefined, want, `${client.name} ${JSON.stringify(machine.env)}: ${why}`);
  }
});

Deno.test("a program that may start Gemini CLI is not given what that would refuse, and this is said", () => {
  const namesOf = (machine: Machine) => anyProgram.variables(machine).map(({ name }) => name);
  const alone = machineWith({}, { GEMINI_API_KEY: "k" });
  assert.ok(!namesOf(alone).includes("GOOGLE_GEMINI_BASE_URL"));
  assert.equal(anyProgram.notes(alone).length, 1);
  assert.ok(namesOf(machineWith({})).includes("GOOGLE_GEMINI_BASE_URL"));
  assert.deepEqual(anyProgram.notes(machineWith({})), []);
});
