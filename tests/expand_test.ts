import assert from "node:assert/strict";
import { createProvider, type Provider } from "../src/demo/provider.ts";
import { readAnswer } from "../src/demo/read.ts";
import type { Say, Script, Step } from "../src/demo/script.ts";
import type { Fields } from "../src/demo/values.ts";
import { atDoor, housed, statsOf } from "./support/proxies.ts";

const TOOLS = [{ name: "bash", description: "Runs a command", input_schema: { type: "object" } }];
const LONG = Array.from({ length: 300 }, (_, i) => `line ${i + 1}: ${"word ".repeat(i % 7)}`).join(
  "\n",
);

const thinks = (text: string): Say => ({ kind: "thinking", text });
const says = (text: string): Say => ({ kind: "text", text });
const runs = (command: string): Say => ({ kind: "call", tool: "bash", input: { command } });
const expands = (input: Fields): Say => ({ kind: "call", tool: "squeezr_expand", input });

/** The id in the last reference of a request. */
function idIn(body: Fields): string {
  return JSON.stringify(body).match(/squeezr_expand\(\\+"(\w+)\\+"\)(?!.*squeezr_expand\()/)?.[1] ??
    "none";
}

/** A client that knows nothing of what is hidden from it. */
class Client {
  readonly messages: Fields[] = [];
  readonly #proxy: { fetch(request: Request): Promise<Response> };
  readonly #stream: boolean;

  constructor(proxy: { fetch(request: Request): Promise<Response> }, stream: boolean) {
    this.#proxy = proxy;
    this.#stream = stream;
  }

  async ask(): Promise<Fields> {
    const body = JSON.stringify({
      model: "claude-opus-5-5",
      max_tokens: 1000,
      system: "You are an agent.",
      thinking: { type: "adaptive" },
      tools: TOOLS,
      messages: this.messages,
      ...(this.#stream ? { stream: true } : {}),
    });
    const headers = {
      "x-api-key": "k",
      "anthropic-version": "2023-06-01",
      "content-type": "application/json",
    };
    const response = await this.#proxy.fetch(
      atDoor(new Request("http://127.0.0.1/v1/messages", { method: "POST", headers, body })),
    );
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    const { content, stop } = await readAnswer(response) as unknown as {
      content: Fields[];
      stop: string;
    };
    this.messages.push({ role: "assistant", content });
    return { content, stop };
  }

  /** A whole turn: calls are answered until the model ends. */
  async turn(words: string): Promise<Fields[]> {
    this.messages.push({ role: "user", content: words });
    for (;;) {
      const { content } = await this.ask();
      const calls = (content as Fields[]).filter((block) => block.type === "tool_use");
      if (calls.length === 0) return content as Fields[];
      for (const call of calls) {
        assert.equal(call.name, "bash", "a tool that the client does not have");
      }
      this.messages.push({
        role: "user",
        content: calls.map(({ id }) => ({ type: "tool_result", tool_use_id: id, content: LONG })),
      });
    }
  }
}

function upsOf(provider: Provider): Fields[] {
  return provider.received.map(({ body }) => JSON.parse(new TextDecoder().decode(body)));
}

for (const stream of [true, false]) {
  Deno.test(`an original comes back in the middle of a turn, ${stream ? "streamed" : "whole"}`, async () => {
    const script: Script = ({ turn, body }) => {
      const steps: Step[] = [
        { says: [thinks("a"), runs("cat x")] },
        { says: [thinks("b"), runs("cat x")] },
        { says: [thinks("c"), says("I look closer."), expands({ id: idIn(body), lines: "3-4" })] },
        { says: [thinks("d"), says("It says so.")] },
        { says: [thinks("e"), says("Again: yes.")] },
      ];
      return steps[turn] ?? { says: [says("Done.")] };
    };
    const provider = createProvider({ script, largest: 9 });
    const proxy = housed(undefined, provider);
    const client = new Client(proxy, stream);
    const last = await client.turn("Go");
    assert.deepEqual(last.filter(({ type }) => type === "text").map(({ text }) => text), [
      "I look closer.",
      "It says so.",
    ]);
    await client.turn("And again?");
    assert.deepEqual(provider.received.map(({ status }) => status), Array(5).fill(200));
    const ups = upsOf(provider);
    for (const up of ups) assert.equal((up.tools as Fields[]).at(-1)?.name, "squeezr_expand");
    const given = JSON.stringify(ups[3]);
    assert.match(given, /line 3: .*line 4: /);
    assert.doesNotMatch(given.split("squeezr_expand").at(-1)!, /line 5: /);
    const { expand, prefix } = await statsOf(proxy);
    assert.deepEqual([expand.calls, expand.hits, prefix.breaks.ours], [1, 1, 0]);
    await proxy.close();
  });
}
