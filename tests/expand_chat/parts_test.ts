/** Servers that answer in parts, thinking among them, as Mistral's models do. */
import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import { atDoor, housed } from "../support/proxies.ts";
import { BASH, OURS } from "./words.ts";

const CALL = { id: "abcdefghi", type: "function", function: { name: OURS, arguments: "{}" } };
const USER = { role: "user", content: "Go" };

const parts = (thought: string, text: string) => [
  { type: "thinking", thinking: [{ type: "text", text: thought }] },
  { type: "text", text },
];

function answer(content: unknown, calls?: readonly unknown[]): Fields {
  const message = { role: "assistant", content, ...(calls && { tool_calls: calls }) };
  return {
    id: "1",
    choices: [{ index: 0, message, finish_reason: calls ? "tool_calls" : "stop" }],
  };
}

Deno.test("an answer in parts goes up as it came, comes down as one, and stands so in the history", async () => {
  const answers = [
    answer(parts("hm", "I look."), [CALL]),
    answer(parts("so", "Done.")),
    answer("Bye."),
  ];
  const sent: Fields[][] = [];
  const proxy = housed(undefined, {
    fetch: async (request) => {
      sent.push((await request.json()).messages);
      return Response.json(answers[sent.length - 1]);
    },
  });
  const ask = async (messages: readonly Fields[]) => {
    const body = JSON.stringify({ messages, tools: [BASH] });
    const url = "http://127.0.0.1/v1/chat/completions";
    const response = await proxy.fetch(atDoor(new Request(url, { method: "POST", body })));
    return (await response.json()).choices[0].message;
  };
  const said = await ask([USER]);
  assert.deepEqual(said.content, [...parts("hm", "I look."), ...parts("so", "Done.")]);
  await ask([USER, said, USER]);
  await proxy.close();
  const [, round, later] = sent;
  assert.deepEqual(round[1], {
    role: "assistant",
    content: parts("hm", "I look."),
    tool_calls: [CALL],
  });
  const last = { role: "assistant", content: parts("so", "Done.") };
  assert.deepEqual(later, [...round, last, USER]);
});
