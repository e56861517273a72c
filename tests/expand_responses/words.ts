/** Items of OpenAI Responses, and how they are written in these tests. */
export type Item = Readonly<Record<string, unknown>>;

export const OURS = "squeezr_expand";
/** What every call of the client gives. */
export const OUTPUT = Array.from({ length: 60 }, (_, i) => `row ${i}: the quick brown fox ${i * 7}`)
  .join("\n");

/** Did the model say it? */
export const isModels = ({ type, role }: Item) => !`${type}`.endsWith("_output") && role !== "user";
export const isReasoning = ({ type }: Item) => type === "reasoning";

/** An item as whatever client writes it. */
export function plain({ id: _id, status: _status, ...rest }: Item): string {
  return JSON.stringify(rest);
}

export const reasoning: Item = {
  type: "reasoning",
  summary: [{ type: "summary_text", text: "Hm, well." }],
};
const call = (name: string, args: Item): Item => ({
  type: "function_call",
  name,
  arguments: JSON.stringify(args),
});
export const shell = (cmd: string): Item => call("exec_command", { cmd });
export const patch: Item = {
  type: "custom_tool_call",
  name: "apply_patch",
  input: "*** Begin Patch",
};
export const expand = (id: string): Item => call(OURS, { id });
export const text = (said: string): Item => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", annotations: [], text: said }],
});
