import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import type { Proxy } from "../../src/proxy/proxy.ts";
import { atDoor } from "../support/proxies.ts";
import { BASH, OUTPUT } from "./words.ts";

/** How a client writes its requests. */
export interface Habits {
  readonly stream: boolean;
  /** Thinking goes back. */
  readonly thinks: boolean;
  /** Texts of the model go back as lists of parts. */
  readonly inParts: boolean;
  readonly path: string;
  /** Fields beside the usual ones. */
  readonly more: Fields;
}

/** One answer as the client reads it. */
export interface Answer {
  readonly id: unknown;
  readonly message: Fields;
  readonly finish: unknown;
  readonly usage: Fields | undefined;
}

/** A client that knows nothing of what is hidden from it, and is particular about streams. */
export class Client {
  messages: Fields[] = [];
  proxy: Pick<Proxy, "fetch">;
  readonly habits: Habits;

  constructor(proxy: Pick<Proxy, "fetch">, habits: Partial<Habits> = {}) {
    this.proxy = proxy;
    this.habits = {
      stream: true,
      thinks: true,
      inParts: false,
      path: "/v1/chat/completions?x=1",
      more: {},
      ...habits,
    };
  }

  /** One request, of which nothing is read. */
  post(signal?: AbortSignal): Promise<Response> {
    const { stream, path, more } = this.habits;
    const body = JSON.stringify({
      model: "m",
      messages: this.messages,
      tools: [BASH],
      ...(stream ? { stream: true } : {}),
      ...more,
    });
    return this.proxy.fetch(atDoor(
      new Request(`http://127.0.0.1${path}`, {
        method: "POST",
        headers: { authorization: "Bearer k", "content-type": "application/json" },
        body,
        signal,
      }),
    ));
  }

  /** One answer, which becomes part of the history. */
  async ask(): Promise<Answer> {
    const response = await this.post();
    const text = await response.text();
    assert.equal(response.status, 200, text);
    const answer = this.habits.stream ? streamedIn(text) : wholeIn(text);
    assert.doesNotMatch(JSON.stringify(answer.message), /squeezr_expand/);
    this.messages.push(this.#echo(answer.message));
    return answer;
  }

  /** A whole turn: calls are answered until the model ends. */
  async turn(words: string): Promise<Answer> {
    this.messages.push({ role: "user", content: words });
    for (;;) {
      const answer = await this.ask();
      const calls = answer.message.tool_calls as Fields[] | undefined;
      if (calls === undefined) return answer;
      for (const { id } of calls) {
        this.messages.push({ role: "tool", tool_call_id: id, content: OUTPUT });
      }
    }
  }

  #echo({ reasoning_content, content, ...message }: Fields): Fields {
    const { thinks, inParts } = this.habits;
    const said = inParts && content ? [{ type: "text", text: content }] : content;
    return {
      ...message,
      content: said,
      ...(thinks && reasoning_content ? { reasoning_content } : {}),
    };
  }
}

function wholeIn(text: string): Answer {
  const { id, choices: [{ message, finish_reason }], usage } = JSON.parse(text);
  const { refusal: _, annotations: __, ...kept } = message;
  return { id, message: kept, finish: finish_reason, usage };
}

/** Reads a stream as strictly as the strictest client. */
export function streamedIn(text: string): Answer {
  const datas = text.split("\n\n").filter((frame) => frame.startsWith("data: "))
    .map((frame) => frame.slice(6));
  assert.equal(datas.at(-1), "[DONE]", text);
  const chunks: Fields[] = datas.slice(0, -1).map((data) => JSON.parse(data));
  assert.equal(new Set(chunks.map(({ id }) => id)).size, 1, "one answer, one id");
  const choices = chunks.flatMap(({ choices }) => choices as Fields[]);
  const ends = choices.filter(({ finish_reason }) => finish_reason !== null);
  assert.equal(ends.length, 1, "one end");
  assert.equal(choices.at(-1), ends[0], "nothing behind the end");
  assert.ok((choices[0].delta as Fields).role, "the role stands first");
  for (const { delta } of choices.slice(1, -1)) {
    const said = Object.values(delta as Fields).filter((value) => value !== null && value !== "");
    assert.ok(said.length > 0, "no chunk says nothing");
  }
  const message = messageIn(choices.map(({ delta }) => delta as Fields));
  const usage = chunks.findLast(({ usage }) => usage)?.usage as Fields | undefined;
  return { id: chunks[0].id, message, finish: ends[0].finish_reason, usage };
}

function messageIn(deltas: readonly Fields[]): Fields {
  const said = (name: string) => deltas.map((delta) => delta[name] ?? "").join("");
  const calls: Fields[] = [];
  for (const delta of deltas.flatMap(({ tool_calls }) => tool_calls as Fields[] ?? [])) {
    const { name, arguments: input } = delta.function as Fields;
    const index = Number(delta.index);
    assert.ok(index <= calls.length, "indexes have no gaps");
    const call = calls[index] ??= {
      id: delta.id,
      type: "function",
      function: { name, arguments: "" },
    };
    const asked = call.function as { arguments: string };
    asked.arguments = `${asked.arguments}${input ?? ""}`;
  }
  return {
    role: "assistant",
    content: said("content") || null,
    ...(said("reasoning_content") ? { reasoning_content: said("reasoning_content") } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}
