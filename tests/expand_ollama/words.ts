/** A call as Ollama has it: no id as a rule, and an object of arguments. */
export interface Call {
  readonly id?: string;
  readonly function: {
    readonly name: string;
    readonly arguments: Readonly<Record<string, unknown>>;
  };
}

/** One entry of `messages`. */
export interface Message {
  readonly role: string;
  readonly content: string;
  readonly thinking?: string;
  readonly tool_calls?: readonly Call[];
  readonly tool_name?: string;
  readonly tool_call_id?: string;
}

/** What the model says in one answer; each call, and what is said before it, is a line of a stream. */
export interface Said {
  readonly thinking?: string;
  readonly content?: string;
  readonly calls?: readonly Call[];
}

export const OURS = "squeezr_expand";

/** A result that is worth a reference when it comes a second time. */
export const OUTPUT = Array.from(
  { length: 60 },
  (_, i) => `row ${i}: the quick brown fox ${"wörd ".repeat(i % 4)}${i * 7}`,
).join("\n");

export const TOOL = {
  type: "function",
  function: { name: "bash", description: "Runs a command", parameters: { type: "object" } },
};

export const runs = (command: string): Call => ({
  function: { name: "bash", arguments: { command } },
});
export const expands = (id: string, more: Readonly<Record<string, unknown>> = {}): Call => ({
  function: { name: OURS, arguments: { id, ...more } },
});

/** What histories are compared by: thinking is nobody's business, and an empty list of calls says nothing. */
export function plain({ role, content, tool_calls = [], tool_name }: Message): string {
  return JSON.stringify({ role, content, tool_calls, tool_name });
}
