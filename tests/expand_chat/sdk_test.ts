import assert from "node:assert/strict";
import OpenAI from "openai";
import type { Fields } from "../../src/demo/values.ts";
import { atDoor, type Housed, housed, statsOf, withFolder } from "../support/proxies.ts";
import { ChatProvider } from "./provider.ts";
import { pairsIn } from "./scene.ts";
import { script } from "./ways.ts";
import { BASH, OURS, OUTPUT } from "./words.ts";

type Message = OpenAI.ChatCompletionMessageParam;
type Answer = OpenAI.ChatCompletion.Choice;

const TURNS = 36;

/** Every other answer is streamed, the others come whole. */
async function answerOf(client: OpenAI, messages: Message[], nth: number): Promise<Answer> {
  const body = {
    model: "m",
    messages,
    tools: [BASH as unknown as OpenAI.ChatCompletionTool],
  };
  const completion = nth % 2 === 0
    ? await client.chat.completions.create(body)
    : await client.chat.completions.stream({
      ...body,
      stream_options: { include_usage: nth % 4 === 1 },
    }).finalChatCompletion();
  return completion.choices[0];
}

for (const inLumps of [false, true]) {
  Deno.test(
    `OpenAI's own SDK goes on for ${TURNS} turns while the model asks for originals, ${
      inLumps ? "in lumps" : "word by word"
    }`,
    () =>
      withFolder(async (home) => {
        // This SDK keeps no thinking of streams.
        const provider = new ChatProvider((messages, nth) => {
          const { thought: _, ...said } = script(messages, nth);
          return said;
        }, { inLumps });
        let proxy: Housed = housed(home, provider);
        const client = new OpenAI({
          apiKey: "k",
          baseURL: "http://127.0.0.1:8080/v1",
          maxRetries: 0,
          fetch: (input, init) => proxy.fetch(atDoor(new Request(input, init))),
        });
        const messages: Message[] = [];
        let asked = 0;
        let calls = 0;
        for (let turn = 0; turn < TURNS; turn++) {
          if (turn % 7 === 6) {
            assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
            await proxy.close();
            proxy = housed(home, provider);
          }
          messages.push({ role: "user", content: `Turn ${turn}.` });
          for (let isOver = false; !isOver;) {
            const { message, finish_reason } = await answerOf(client, messages, asked++);
            assert.doesNotMatch(JSON.stringify(message), new RegExp(OURS));
            messages.push(message);
            for (const { id } of message.tool_calls ?? []) {
              calls++;
              messages.push({ role: "tool", tool_call_id: id, content: OUTPUT });
            }
            isOver = finish_reason === "stop" && message.tool_calls === undefined;
            if (!isOver) assert.ok(message.tool_calls, `nothing to do: ${finish_reason}`);
          }
        }
        assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
        await proxy.close();
        assert.deepEqual(provider.problems, []);
        assert.ok(calls >= 30, `${calls} calls`);
        assertOriginals(provider.ups.at(-1)!);
      }),
  );
}

function assertOriginals(messages: readonly Fields[]): void {
  const given = pairsIn(messages).filter(([, content]) => content === OUTPUT);
  assert.ok(given.length >= TURNS / 2, `${given.length} originals came back`);
}
