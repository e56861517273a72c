import { dirname, join } from "node:path";
import type { Machine } from "./client.ts";
import { parsedJson } from "./files/jsonc.ts";

/** Where Claude Code notes which folders its user trusts. */
function notesFile({ env, home }: Machine): string {
  return join(env.CLAUDE_CONFIG_DIR || home, ".claude.json");
}

/**
 * Whether Claude Code heeds the settings of the project that it is started in: it asks its user first, and not where it
 * prints one answer and ends. A folder is trusted with those above it.
 */
export function isTrusted(machine: Machine, args: readonly string[]): boolean {
  if (args.includes("-p") || args.includes("--print")) return true;
  const bytes = machine.read(notesFile(machine));
  const projects = Object(Object(bytes && parsedJson(bytes)).projects);
  const isNoted = (folder: string) => Object(projects[folder]).hasTrustDialogAccepted === true;
  const above = (folder: string): boolean =>
    isNoted(folder) || (dirname(folder) !== folder && above(dirname(folder)));
  return above(machine.cwd);
}
