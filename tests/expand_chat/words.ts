import type { Fields } from "../../src/demo/values.ts";
import type { Said, Script } from "./provider.ts";

/** A result that is worth a reference when it comes a second time. */
export const OUTPUT = Array.from(
  { length: 120 },
  (_, i) => `row ${i}: the quick brown fox ${"wörd ".repeat(i % 5)}${i * 7}`,
).join("\n");

/** A tool that every client here has. */
export const BASH: Fields = {
  type: "function",
  function: { name: "bash", description: "Runs a command", parameters: { type: "object" } },
};

export const OURS = "squeezr_expand";
export const runs = (command: string) => ["bash", JSON.stringify({ command })] as const;
export const expands = (input: Fields) => [OURS, JSON.stringify(input)] as const;

/** The id in the last reference of a history. */
export function idIn(messages: readonly Fields[]): string {
  return JSON.stringify(messages).match(/squeezr_expand\(\\+"(\w+)\\+"\)/)?.[1] ?? "none";
}

/** One answer, which may need an id. */
export type Line = Said | ((id: string) => Said);

/** Two calls with the same result: the second goes up as a reference to the first. */
const OPENING: readonly Line[] = [
  { thought: "a ", text: "First.", calls: [runs("cat x")] },
  { thought: "b ", calls: [runs("cat x")] },
];

const DONE: Said = { text: "Done." };

/** Plays lines behind the opening by the number of the model's messages: a retry hears the same again. */
export function scriptOf(lines: readonly Line[]): Script {
  return (messages) => {
    const said = messages.filter(({ role }) => role === "assistant").length;
    const line = [...OPENING, ...lines][said] ?? DONE;
    return typeof line === "function" ? line(idIn(messages)) : line;
  };
}
