import type { Because } from "./decision.ts";
import { type Desk, isUnknown, type Scene, type Stage } from "./desk.ts";

/** What clients put in a result's place, or say of it: they read it back, and so does the model. */
const CLIENTS_OWN = [
  "[Old tool result content cleared]",
  "<tool_use_error>",
  "<persisted-output>",
  "<truncated-output>",
  "[Tool result left out:",
  "<tool_output_masked>",
];

/** An error as short as this is a refusal or a failed edit, of which every word counts. In characters. */
const SHORT_ERROR = 2000;

/** Anywhere in a shell command it leaves that result alone. */
const SKIP = "# squeezr:skip";

/** What must not be touched, whatever could be saved. */
export const guard: Stage = {
  name: "guard",
  decide: (scene, desk) => {
    const because = reasonOf(scene, desk);
    return because && { kind: "keep", because };
  },
};

function reasonOf(scene: Scene, desk: Desk): Because | undefined {
  const { block, text } = scene;
  // What is not known was sent when things may have been switched otherwise.
  if (desk.mode === "off" && !isUnknown(scene, desk)) return "off";
  if (block.length < desk.threshold) return "short";
  if (desk.skips(block.call.tool) || block.call.command.includes(SKIP)) return "skipped";
  if (block.result.isError && block.length < SHORT_ERROR) return "never";
  return isClientsOwn(text()) ? "never" : undefined;
}

function isClientsOwn(text: string): boolean {
  const start = text.trimStart();
  return CLIENTS_OWN.some((words) => start.startsWith(words));
}
