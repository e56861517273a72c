import { join } from "node:path";
import type { Client, Machine, Place, Scope, Variable } from "./client.ts";
import { valueIn } from "./value.ts";

/** Claude Code adds `/v1/messages` itself. */
const base = { upstream: "anthropic", path: "" } as const;

const BASE = "ANTHROPIC_BASE_URL";

const variables: readonly Variable[] = [
  { name: BASE, holds: { base } },
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

function userFile(machine: Machine): string {
  return join(folderOf(machine), "settings.json");
}

/** In the home folder the project's settings are the user's. */
function projectFiles(machine: Machine): string[] {
  const names = ["settings.json", "settings.local.json"];
  return names.map((name) => join(machine.cwd, ".claude", name))
    .filter((file) => file !== userFile(machine));
}

/** Where a file may set the base URL. */
function basePlaces(machine: Machine): readonly Place[] {
  return claude.places(machine).filter(({ holds }) => "base" in holds);
}

/** Claude Code. What its settings files say of the environment wins over the environment itself, since 2.0.1. */
export const claude: Client = {
  name: "claude",
  title: "Claude Code",
  programs: ["claude"],
  packages: ["@anthropic-ai/claude-code"],
  resumes: ["--resume", "-r", "--continue", "-c"],
  traces: (machine) => [folderOf(machine)],
  variables: () => variables,
  places: (machine) => [
    ...placesIn(userFile(machine), "user"),
    ...projectFiles(machine).flatMap((file) => placesIn(file, "project")),
    ...placesIn(managedFile(machine), "managed"),
  ],
  first: "files",
  args(machine, urlOf) {
    const isSet = basePlaces(machine).some((place) => valueIn(machine, place) !== undefined);
    return isSet ? ["--settings", JSON.stringify({ env: { [BASE]: urlOf(base) } })] : [];
  },
  bar: (machine) => claude.notes(machine)[0],
  notes({ env }) {
    const other = ["CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX"].find((name) => env[name]);
    return other === undefined
      ? []
      : [`${other} is set: Claude Code then goes to that cloud, and not through this proxy`];
  },
};
