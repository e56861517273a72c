import assert from "node:assert/strict";
import type { Proxy } from "../../src/proxy/proxy.ts";
import { atDoor } from "../support/proxies.ts";
import { type Message, OURS, OUTPUT, TOOL } from "./words.ts";

/** How a client writes its requests. */
export interface Habits {
  readonly streams: boolean;
  /** Thinking goes back. */
  readonly thinks: boolean;
}

/** One answer as the client reads it. */
interface Answer {
  readonly message: Message;
  readonly tokens: number;
}

/** A client that knows nothing of what is hidden from it. */
export class Client {
  readonly messages: Message[] = [];
  /** What the answers of the last turn said that they took. */
  tokens = 0;
  readonly #proxy: () => Pick<Proxy, "fetch">;
  readonly #habits: Habits;

  constructor(proxy: () => Pick<Proxy, "fetch">, habits: Habits) {
    this.#proxy = proxy;
    this.#habits = habits;
  }

  /** A whole turn: calls are answered until the model ends. */
  async turn(content: string): Promise<void> {
    this.tokens = 0;
    this.messages.push({ role: "user", content });
    for (;;) {
      const { message, tokens } = await this.#ask();
      this.tokens += tokens;
      assert.doesNotMatch(JSON.stringify(message), new RegExp(OURS));
      assert.ok(message.content !== "" || message.tool_calls, "an answer says something");
      this.messages.push(message);
      if (message.tool_calls === undefined) return;
      for (const { id, function: { name } } of message.tool_calls) {
        const more = id === undefined ? {} : { tool_call_id: id };
        this.messages.push({ role: "tool", tool_name: name, ...more, content: OUTPUT });
      }
    }
  }

  async #ask(): Promise<Answer> {
    const { streams, thinks } = this.#habits;
    const body = {
      model: "m",
      messages: this.messages,
      tools: [TOOL],
      ...(streams ? {} : { stream: false }),
    };
    const request = new Request("http://127.0.0.1/api/chat", {
      method: "POST",
      // Spaced as some languages print it.
      body: JSON.stringify(body, null, 1),
    });
    const response = await this.#proxy().fetch(atDoor(request));
    const text = await response.text();
    assert.equal(response.status, 200, text);
    const { message: { thinking, ...message }, tokens } = readOf(text);
    return { message: { ...message, ...(thinks && thinking && { thinking }) }, tokens };
  }
}

/** Puts lines together as Ollama's own clients do; a whole answer is one line. */
function readOf(text: string): Answer {
  const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ done }) => done).indexOf(true), lines.length - 1, "one end, last");
  const said: Message[] = lines.map(({ message }) => message);
  const calls = said.flatMap(({ tool_calls }) => tool_calls ?? []);
  const thinking = said.map(({ thinking }) => thinking ?? "").join("");
  return {
    message: {
      role: "assistant",
      content: said.map(({ content }) => content).join(""),
      ...(thinking && { thinking }),
      ...(calls.length > 0 && { tool_calls: calls }),
    },
    tokens: lines.at(-1).eval_count,
  };
}
