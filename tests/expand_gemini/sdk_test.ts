/** Google's own SDK before the strict provider: contents by hand, and the SDK's own chats. */
import assert from "node:assert/strict";
import { type Chat, type Content, GoogleGenAI } from "@google/genai";
import { atDoor, type Housed, housed, statsOf, withFolder } from "../support/proxies.ts";
import { resultsOf } from "./client.ts";
import { StrictGemini } from "./provider.ts";
import { script } from "./ways.ts";
import { OURS, OUTPUT, type Part } from "./words.ts";

const TURNS = 36;
const MODEL = "gemini-3-pro";
const CONFIG = {
  tools: [{ functionDeclarations: [{ name: "shell", parametersJsonSchema: { type: "object" } }] }],
};

/** Says something to the model, and gives back what it answers. */
type Talk = (said: readonly Part[], isStreamed: boolean) => Promise<readonly Part[]>;

/** The client keeps the contents itself: one entry for each answer. */
function byHand({ models }: GoogleGenAI): Talk {
  const contents: Content[] = [];
  return async (said, isStreamed) => {
    contents.push({ role: "user", parts: [...said] as Content["parts"] });
    const request = { model: MODEL, contents, config: CONFIG };
    const parts = isStreamed
      ? await streamedBy(await models.generateContentStream(request))
      : partsOf(await models.generateContent(request));
    contents.push({ role: "model", parts: [...parts] as Content["parts"] });
    return parts;
  };
}

/** The SDK keeps the contents: one entry for each chunk of a stream. */
function byChat(ai: GoogleGenAI): Talk {
  const chat: Chat = ai.chats.create({ model: MODEL, config: CONFIG });
  return async (said, isStreamed) => {
    const message = [...said] as Content["parts"] & object;
    return isStreamed
      ? await streamedBy(await chat.sendMessageStream({ message }))
      : partsOf(await chat.sendMessage({ message }));
  };
}

interface Told {
  readonly candidates?: { readonly content?: Content }[];
}

function partsOf({ candidates }: Told): readonly Part[] {
  return (candidates?.[0]?.content?.parts ?? []) as readonly Part[];
}

async function streamedBy(chunks: AsyncIterable<Told>): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for await (const chunk of chunks) parts.push(...partsOf(chunk));
  return parts;
}

/** The SDK, before whichever proxy is up. */
function sdkBefore(proxy: () => Housed): GoogleGenAI {
  return new GoogleGenAI({
    apiKey: "k",
    httpOptions: {
      baseUrl: "http://127.0.0.1:8080",
      fetch: (input: RequestInfo | URL, init?: RequestInit) =>
        proxy().fetch(atDoor(new Request(input, init))),
    },
  });
}

const KEEPERS = { "contents kept by hand": byHand, "the SDK's chats": byChat };
/** Whether an answer is streamed, by its number, and whether calls have ids. */
const WAYS: readonly (readonly [string, (nth: number) => boolean, boolean])[] = [
  ["streamed, without ids", () => true, false],
  ["whole, with ids", () => false, true],
  ["streamed and whole in turns, with ids", (nth) => nth % 2 === 0, true],
];

for (const [keeper, keep] of Object.entries(KEEPERS)) {
  for (const [how, isStreamed, hasIds] of WAYS) {
    Deno.test(`Google's own SDK goes on for ${TURNS} turns while the model asks for originals: ${keeper}, ${how}`, () =>
      withFolder(async (home) => {
        const provider = new StrictGemini(script, { hasIds });
        let proxy: Housed = housed(home, provider);
        const talk = keep(sdkBefore(() => proxy));
        let asked = 0;
        let calls = 0;
        for (let turn = 0; turn < TURNS; turn++) {
          if (turn % 7 === 6) {
            assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
            await proxy.close();
            proxy = housed(home, provider);
          }
          let said: readonly Part[] = [{ text: `Turn ${turn}.` }];
          while (said.length > 0) {
            const answer = await talk(said, isStreamed(asked++));
            assert.ok(answer.length > 0, "an answer says something");
            assert.doesNotMatch(JSON.stringify(answer), new RegExp(OURS));
            said = resultsOf(answer);
            calls += said.length;
          }
        }
        assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
        await proxy.close();
        assert.deepEqual(provider.problems, []);
        assert.ok(calls >= 30, `${calls} calls`);
        assert.ok(provider.given.filter((text) => text === OUTPUT).length >= TURNS / 2);
      }));
  }
}

Deno.test("a chat that begins with words, each piece of them an entry, stays the conversation that it is", () =>
  withFolder(async (home) => {
    const words = () => ["Good ", "to ", "see you."].map((text): Part => ({ text }));
    const provider = new StrictGemini(words, { hasIds: false });
    const proxy = housed(home, provider);
    const talk = byChat(sdkBefore(() => proxy));
    for (let turn = 0; turn < 4; turn++) await talk([{ text: `Turn ${turn}.` }], true);
    await proxy.close();
    assert.deepEqual(provider.problems, []);
    assert.equal(provider.requests, 4);
  }));
