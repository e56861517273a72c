import Anthropic from "@anthropic-ai/sdk";
import type { Step } from "../../src/demo/script.ts";
import type { Fields } from "../../src/demo/values.ts";
import { TOOLS } from "./talk.ts";
import { TEXT_KINDS, textOf } from "./texts.ts";

/** How an SDK reaches the proxy. */
export interface Door {
  readonly baseURL: string;
  readonly fetch?: typeof fetch;
  /** How often it asks again; never, unless told. */
  readonly retries?: number;
}

/** A tool loop that is under way. */
export interface Loop {
  /** Every body that the SDK sent, in order. */
  readonly bodies: readonly Uint8Array[];
  /** One prompt, up to the answer without a call. */
  turn(prompt: string): Promise<void>;
}

/** The kinds of text that a tool gives back in this loop; a text block may not be blank. */
const KINDS = TEXT_KINDS.filter((kind) => textOf(kind, 1).trim() !== "");

/** The answers of a session: each turn thinks, makes two calls at once, then one, then ends. */
export function stepsOf(turns: number): Step[] {
  return Array.from({ length: turns }, (_, turn): Step[] => {
    const kind = KINDS[turn % KINDS.length];
    const call = (seed: number) =>
      ({ kind: "call", tool: "bash", input: { command: `${kind} ${seed}` } }) as const;
    const thinks = { kind: "thinking", text: `I think about turn ${turn}.` } as const;
    return [
      { says: [thinks, { kind: "text", text: "I look." }, call(turn), call(1)] },
      { says: [call(turn)] },
      { says: [thinks, { kind: "text", text: "Done." }] },
    ];
  }).flat();
}

function resultOf({ id, input }: Anthropic.ToolUseBlock): Anthropic.ToolResultBlockParam {
  const [kind, seed] = String((input as Fields).command).split(" ");
  const known = KINDS.find((name) => name === kind) ?? "short";
  return { type: "tool_result", tool_use_id: id, content: textOf(known, Number(seed)) };
}

/** A tool loop of the official SDK: every other answer is streamed, the others come whole. */
export function loopThrough({ baseURL, fetch: send = fetch, retries = 0 }: Door): Loop {
  const bodies: Uint8Array[] = [];
  const client = new Anthropic({
    apiKey: "sk-test",
    baseURL,
    maxRetries: retries,
    fetch: (input, init) => {
      bodies.push(new TextEncoder().encode(String(init?.body)));
      return send(input, init);
    },
  });
  const messages: Anthropic.MessageParam[] = [];

  async function answer(): Promise<Anthropic.Message> {
    const body = {
      model: "claude-opus-5-5",
      max_tokens: 1000,
      tools: TOOLS as unknown as Anthropic.Tool[],
      thinking: { type: "adaptive" } as const,
      messages,
    };
    return bodies.length % 2 === 0
      ? await client.messages.stream(body).finalMessage()
      : await client.messages.create(body);
  }

  async function turn(prompt: string): Promise<void> {
    messages.push({ role: "user", content: prompt });
    while (messages.at(-1)?.role === "user") {
      const { content } = await answer();
      messages.push({ role: "assistant", content });
      const results = content.flatMap((block) =>
        block.type === "tool_use" ? [resultOf(block)] : []
      );
      if (results.length > 0) messages.push({ role: "user", content: results });
    }
  }

  return { bodies, turn };
}
