/** Ollama's own SDK before the strict provider, streamed and not, over restarts. */
import assert from "node:assert/strict";
import { type Message, Ollama } from "ollama";
import { atDoor, type Housed, housed, statsOf, withFolder } from "../support/proxies.ts";
import { StrictOllama } from "./provider.ts";
import { script } from "./ways.ts";
import { OURS, OUTPUT, TOOL } from "./words.ts";

const TURNS = 36;

async function answerOf(sdk: Ollama, messages: Message[], isStreamed: boolean): Promise<Message> {
  const request = { model: "m", messages, tools: [TOOL] };
  if (!isStreamed) return (await sdk.chat(request)).message;
  const said: Message = { role: "assistant", content: "" };
  for await (const { message } of await sdk.chat({ ...request, stream: true })) {
    said.content += message.content;
    if (message.thinking) said.thinking = (said.thinking ?? "") + message.thinking;
    if (message.tool_calls) said.tool_calls = [...said.tool_calls ?? [], ...message.tool_calls];
  }
  return said;
}

Deno.test(`Ollama's own SDK goes on for ${TURNS} turns while the model asks for originals`, () =>
  withFolder(async (home) => {
    const provider = new StrictOllama(script);
    let proxy: Housed = housed(home, provider);
    const sdk = new Ollama({
      host: "http://127.0.0.1:8080",
      fetch: (input: RequestInfo | URL, init?: RequestInit) =>
        proxy.fetch(atDoor(new Request(input, init))),
    });
    const messages: Message[] = [];
    let asked = 0;
    let calls = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      if (turn % 7 === 6) {
        assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
        proxy.close();
        proxy = housed(home, provider);
      }
      messages.push({ role: "user", content: `Turn ${turn}.` });
      for (let isOver = false; !isOver;) {
        const message = await answerOf(sdk, messages, asked++ % 2 === 0);
        assert.doesNotMatch(JSON.stringify(message), new RegExp(OURS));
        messages.push(message);
        for (const { function: { name } } of message.tool_calls ?? []) {
          calls++;
          messages.push({ role: "tool", tool_name: name, content: OUTPUT });
        }
        isOver = message.tool_calls === undefined;
      }
    }
    assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
    proxy.close();
    assert.deepEqual(provider.problems, []);
    assert.ok(calls >= 30, `${calls} calls`);
    assert.ok(provider.given.filter((text) => text === OUTPUT).length >= TURNS / 2);
  }));
