import type { Sight } from "./rule.ts";
import { stagesOf } from "./shell.ts";
import { isShell } from "./tool.ts";

/** One result as it came, and the call that it answers. */
export type Result = Pick<Sight, "tool" | "command" | "text">;

/** What rules see of a result. */
export function sightOf({ tool, command, text }: Result): Sight {
  return { tool, command, text, pipelines: isShell(tool) ? stagesOf(command) : [] };
}
