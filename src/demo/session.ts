import recorded from "./session.json" with { type: "json" };
import type { Say, Script } from "./script.ts";
import { byTurn } from "./script.ts";
import { blocksOf, type Fields, fieldsIn, isFields } from "./values.ts";

/** A recorded session of a real client: its last history, and how long it was at each request. */
export interface Session {
  readonly model: string;
  readonly system: string;
  readonly tools: readonly Fields[];
  /** Thinking stands here without a signature: whoever plays the provider signs anew. */
  readonly messages: readonly Fields[];
  /** How many messages each request held. */
  readonly requests: readonly number[];
}

/** An agent's work on this repository, recorded by `scripts/record.ts`. */
export const session: Session = recorded;

function sayOf(block: Fields): Say {
  switch (block.type) {
    case "thinking":
      return { kind: "thinking", text: String(block.thinking) };
    case "tool_use": {
      const input = isFields(block.input) ? block.input : {};
      return { kind: "call", tool: String(block.name), input, id: String(block.id) };
    }
    default:
      return { kind: "text", text: String(block.text) };
  }
}

/** The model's part of a session. */
export function scriptOf({ messages }: Session): Script {
  const answers = messages.filter(({ role }) => role === "assistant");
  return byTurn(answers.map(({ content }) => ({ says: blocksOf(content).map(sayOf) })));
}

/** The last block of a message, marked for the prompt cache. */
function marked(said: Fields): Fields {
  const content = fieldsIn(blocksOf(said.content));
  const last = content.length - 1;
  const cache = { cache_control: { type: "ephemeral" } };
  return {
    ...said,
    content: content.map((block, i) => (i === last ? { ...block, ...cache } : block)),
  };
}

/** The body of one request, as coding clients write it: a cache marker on its last block. */
export function bodyOf({ model, system, tools }: Session, messages: readonly Fields[]): Fields {
  return {
    model,
    max_tokens: 8192,
    stream: true,
    thinking: { type: "adaptive" },
    system: [{ type: "text", text: system, cache_control: { type: "ephemeral" } }],
    tools,
    messages: [...messages.slice(0, -1), ...messages.slice(-1).map(marked)],
  };
}
