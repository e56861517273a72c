import assert from "node:assert/strict";
import OpenAI from "openai";
import { atDoor, type Housed, housed, statsOf, withFolder } from "../support/proxies.ts";
import { Client } from "./client.ts";
import { StrictOpenAi } from "./provider.ts";
import type { Item } from "./words.ts";

const TURNS = 27;

/** Answers come whole, as events, and as the SDK puts events together. */
async function answerOf(client: OpenAI, input: readonly Item[], nth: number): Promise<Item[]> {
  const body = {
    model: "m",
    input: input as unknown as OpenAI.Responses.ResponseInput,
    tools: [{ type: "function" as const, name: "exec_command", parameters: {}, strict: false }],
    store: false,
  };
  if (nth % 3 === 0) return outputOf(await client.responses.create(body));
  if (nth % 3 === 1) return outputOf(await client.responses.stream(body).finalResponse());
  let whole: Item[] = [];
  for await (const event of await client.responses.create({ ...body, stream: true })) {
    if (event.type === "response.completed") whole = outputOf(event.response);
  }
  return whole;
}

/** What the SDK adds for its user is not sent back. */
function outputOf({ output }: Pick<OpenAI.Responses.Response, "output">): Item[] {
  return JSON.parse(
    JSON.stringify(output, (key, value) => key.startsWith("parsed") ? undefined : value),
  );
}

Deno.test(`OpenAI's own SDK goes on for ${TURNS} turns of Responses while the model asks for originals`, () =>
  withFolder(async (home) => {
    const provider = new StrictOpenAi();
    let proxy: Housed = housed(home, provider);
    const sdk = new OpenAI({
      apiKey: "k",
      baseURL: "http://127.0.0.1:8080/v1",
      maxRetries: 0,
      fetch: (input, init) => proxy.fetch(atDoor(new Request(input, init))),
    });
    let asked = 0;
    let calls = 0;
    const client = new Client(
      (input) => answerOf(sdk, input, asked++),
      (items) => {
        calls += items.filter(({ call_id }) => call_id).length;
        return items;
      },
    );
    for (let turn = 0; turn < TURNS; turn++) {
      if (turn % 7 === 6) {
        assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
        await proxy.close();
        proxy = housed(home, provider);
      }
      await client.turn(`Turn ${turn}.`);
    }
    assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
    await proxy.close();
    assert.deepEqual(provider.problems, []);
    assert.ok(calls >= 30, `${calls} calls`);
    assert.equal(provider.requests, asked + 21, "the model has asked for originals");
  }));
