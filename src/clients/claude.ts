import { join } from "node:path";
import type { Client, Machine, Place, Scope, Variable } from "./client.ts";
import { valueIn } from "./value.ts";

/** Claude Code adds `/v1/messages` itself. */
const base = { upstream: "anthropic", path: "" } as const;

const variables: readonly Variable[] = [
  { name: "ANTHROPIC_BASE_URL", holds: { base } },
  // At a base URL that isn't its maker's it loads the schemas of all tools, unless it is told that this works there.
  { name: "ENABLE_TOOL_SEARCH", holds: { word: "true" } },
];

/** Where an administrator's settings are (code.claude.com/docs/en/settings). */
function managedFile({ platform, env }: Machine): string {
  if (platform === "darwin") {
    return "/Library/Application Support/ClaudeCode/managed-settings.json";
  }
  return platform === "win32"
    ? join(env.ProgramFiles ?? "C:\\Program Files", "ClaudeCode", "managed-settings.json")
    : "/etc/claude-code/managed-settings.json";
}

function folderOf({ env, home }: Machine): string {
  return env.CLAUDE_CONFIG_DIR || join(home, ".claude");
}

function placesIn(file: string, scope: Scope): Place[] {
  return variables.map(({ name, holds }) => ({
    file,
    form: "json",
    scope,
    key: ["env", name],
    holds,
  }));
}

/** Claude Code. What its settings files say of the environment wins over the environment itself, since 2.0.1. */
export const claude: Client = {
  name: "claude",
  title: "Claude Code",
  programs: ["claude"],
  traces: (machine) => [folderOf(machine)],
  variables: () => variables,
  places: (machine) => [
    ...placesIn(join(folderOf(machine), "settings.json"), "user"),
    ...placesIn(join(machine.cwd, ".claude", "settings.json"), "project"),
    ...placesIn(join(machine.cwd, ".claude", "settings.local.json"), "project"),
    ...placesIn(managedFile(machine), "managed"),
  ],
  first: "files",
  args(machine, urlOf) {
    const isSet = claude.places(machine).some((place) => valueIn(machine, place) !== undefined);
    const env = { ANTHROPIC_BASE_URL: urlOf(base), ENABLE_TOOL_SEARCH: "true" };
    return isSet ? ["--settings", JSON.stringify({ env })] : [];
  },
  notes({ env }) {
    const other = ["CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX"].find((name) => env[name]);
    return other === undefined
      ? []
      : [`${other} is set: Claude Code then goes to that cloud, and not through this proxy`];
  },
};
