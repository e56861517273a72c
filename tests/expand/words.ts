import type { Asked, Say, Script, Step } from "../../src/demo/script.ts";
import type { Fields } from "../../src/demo/values.ts";

/** A result that is worth a reference when it comes a second time. */
export const LONG = Array.from(
  { length: 300 },
  (_, i) => `line ${i + 1}: ${"wörd ".repeat(i % 7)}`,
).join("\n");

/** A tool that every client here has. */
export const BASH: Fields = {
  name: "bash",
  description: "Runs a command",
  input_schema: { type: "object" },
};

export const thinks = (text: string): Say => ({ kind: "thinking", text });
export const says = (text: string): Say => ({ kind: "text", text });
export const runs = (command: string): Say => ({ kind: "call", tool: "bash", input: { command } });
export const expands = (input: Fields): Say => ({ kind: "call", tool: "squeezr_expand", input });
/** A call of which the input is streamed as this text, valid JSON or not. */
export const expandsRaw = (raw: string): Say => ({
  kind: "call",
  tool: "squeezr_expand",
  input: {},
  raw,
});

/** The id in the first reference of a request. */
export function idIn(body: Fields): string {
  return JSON.stringify(body).match(/squeezr_expand\(\\+"(\w+)\\+"\)/)?.[1] ?? "none";
}

/** One answer, which may need to know what was asked. */
export type Line = Step | ((asked: Asked) => Step);

/** Two calls with the same result: the second goes up as a reference to the first. */
export const OPENING: readonly Line[] = [
  { says: [thinks("a"), runs("cat x")] },
  { says: [thinks("b"), runs("cat x")] },
];

/** The model asks for the original, behind these blocks. */
export function asks(...before: readonly Say[]): Line {
  return ({ body }) => ({ says: [...before, expands({ id: idIn(body) })] });
}

const DONE: Step = { says: [says("Done.")] };

/** Plays lines by the length of the history: a retry hears the same again. */
export function scriptOf(lines: readonly Line[]): Script {
  return (asked) => {
    const line = lines[asked.turn] ?? DONE;
    return typeof line === "function" ? line(asked) : line;
  };
}
