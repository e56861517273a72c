import assert from "node:assert/strict";
import { type Answer, readAnswer } from "../../src/demo/read.ts";
import type { Fields } from "../../src/demo/values.ts";
import type { Proxy } from "../../src/proxy/proxy.ts";
import { atDoor } from "../support/proxies.ts";
import { BASH, LONG } from "./words.ts";

/** How a client writes its requests. */
export interface Habits {
  readonly stream: boolean;
  readonly tools: readonly Fields[] | undefined;
  /** Fields beside the usual ones. */
  readonly more: Fields;
}

/** A client that knows nothing of what is hidden from it. */
export class Client {
  messages: Fields[] = [];
  habits: Habits;
  proxy: Pick<Proxy, "fetch">;
  /** What each call is answered. */
  resultOf: (call: Fields) => unknown = () => LONG;

  constructor(proxy: Pick<Proxy, "fetch">, habits: Partial<Habits> = {}) {
    this.proxy = proxy;
    const { stream = true, more = {} } = habits;
    const tools = "tools" in habits ? habits.tools : [BASH];
    this.habits = { stream, more, tools };
  }

  /** One request, of which nothing is read. */
  post(path = "/v1/messages?beta=true", signal?: AbortSignal): Promise<Response> {
    const { stream, tools, more } = this.habits;
    const body = JSON.stringify({
      model: "claude-opus-5-5",
      ...(path.includes("count_tokens") ? {} : { max_tokens: 1000 }),
      system: "You are an agent.",
      thinking: { type: "adaptive" },
      ...(tools ? { tools } : {}),
      messages: this.messages,
      ...(stream && !path.includes("count_tokens") ? { stream: true } : {}),
      ...more,
    });
    const headers = {
      "x-api-key": "k",
      "anthropic-version": "2023-06-01",
      "content-type": "application/json",
    };
    const request = new Request(`http://127.0.0.1${path}`, {
      method: "POST",
      headers,
      body,
      signal,
    });
    return this.proxy.fetch(atDoor(request));
  }

  /** One answer, which becomes part of the history. */
  async ask(): Promise<Answer> {
    const answer = await readAnswer(await this.post());
    const content = answer.content as Fields[];
    for (const { type, name } of content) {
      if (type === "tool_use") assert.equal(name, "bash", "a call that is not the client's");
    }
    this.messages.push({ role: "assistant", content });
    return answer;
  }

  /** The results of the calls in the last answer; false where there are none. */
  answerCalls(): boolean {
    const content = this.messages.at(-1)?.content as Fields[];
    const calls = content.filter((block) => block.type === "tool_use");
    if (calls.length === 0) return false;
    const results = calls.map((call) => ({
      type: "tool_result",
      tool_use_id: call.id,
      content: this.resultOf(call),
    }));
    this.messages.push({ role: "user", content: results });
    return true;
  }

  /** A whole turn: calls are answered until the model ends. */
  async turn(words: string): Promise<Answer> {
    this.messages.push({ role: "user", content: words });
    for (;;) {
      const answer = await this.ask();
      if (!this.answerCalls()) return answer;
    }
  }
}

/** What a message says: its texts. */
export function textsIn({ content }: Pick<Answer, "content">): unknown[] {
  return content.filter(({ type }) => type === "text").map(({ text }) => text);
}
