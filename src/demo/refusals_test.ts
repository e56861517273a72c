import assert from "node:assert/strict";
import {
  bodyOf,
  callsMade,
  contentFrom,
  HELLO,
  MARK,
  post,
  providerOf,
  refused,
  TOOL,
} from "./fixtures.ts";
import type { Fields } from "./values.ts";

Deno.test("the fake provider takes what the real one takes", async () => {
  const provider = providerOf();
  const messages = await callsMade(provider);
  await contentFrom(provider, bodyOf(messages));
  const counted = await post(
    provider,
    { model: "claude-test", messages, tools: [TOOL] },
    "/v1/messages/count_tokens?beta=true",
  );
  assert.equal(typeof (await counted.json()).input_tokens, "number");
  const system = { role: "system", content: "A file changed." };
  await contentFrom(provider, bodyOf([...messages, system]));
});

const USE = { type: "tool_use", id: "toolu_a", name: "bash", input: {} };
const RESULT = { type: "tool_result", tool_use_id: "toolu_a", content: "ok" };
const CALLED = [HELLO, { role: "assistant", content: [USE] }];
const marked = (ttl?: string) => ({ type: "text", text: "x", cache_control: { ...MARK, ttl } });

const REFUSALS: readonly [string, Fields, RegExp][] = [
  ["no messages", bodyOf([]), /at least one message/],
  ["an assistant first", bodyOf([{ role: "assistant", content: "x" }]), /first message must use/],
  ["an unknown role", bodyOf([{ role: "tool", content: "x" }]), /messages\.0\.role/],
  ["two users in a row", bodyOf([HELLO, HELLO]), /roles must alternate/],
  [
    "system before a user",
    bodyOf([HELLO, { role: "system", content: "x" }, HELLO]),
    /must be last/,
  ],
  ["an unknown field", bodyOf([HELLO], { extra: 1 }), /^extra: Extra inputs are not permitted$/],
  ["a field without its beta", bodyOf([HELLO], { context_management: {} }), /Extra inputs/],
  ["no max_tokens", { model: "m", messages: [HELLO] }, /max_tokens: Field required/],
  [
    "an unknown field of a block",
    bodyOf([{ role: "user", content: [{ type: "text", text: "x", note: 1 }] }]),
    /^messages\.0\.content\.0\.text\.note: Extra inputs/,
  ],
  [
    "an unknown block",
    bodyOf([{ role: "user", content: [{ type: "video" }] }]),
    /Input tag 'video'/,
  ],
  [
    "a blank text",
    bodyOf([{ role: "user", content: [{ type: "text", text: " \n" }] }]),
    /whitespace/,
  ],
  ["an empty text", bodyOf([{ role: "user", content: [{ type: "text", text: "" }] }]), /non-empty/],
  ["an empty content", bodyOf([{ role: "user", content: [] }]), /non-empty content/],
  [
    "a marker on thinking",
    bodyOf([HELLO, {
      role: "assistant",
      content: [{ type: "thinking", thinking: "", signature: "", cache_control: MARK }],
    }]),
    /thinking\.cache_control: Extra inputs/,
  ],
  [
    "five markers",
    bodyOf([{ role: "user", content: [1, 2, 3, 4, 5].map(() => marked()) }]),
    /maximum of 4 blocks/,
  ],
  [
    "a long marker after a short one",
    bodyOf([{ role: "user", content: [marked(), marked("1h")] }]),
    /ttl='1h'/,
  ],
  ["a tool twice", bodyOf([HELLO], { tools: [TOOL, TOOL] }), /Tool names must be unique/],
  ["an unanswered call at the end", bodyOf(CALLED), /without `tool_result` blocks immediately/],
  ["an unanswered call", bodyOf([...CALLED, HELLO]), /messages\.1: `tool_use` ids were found/],
  [
    "a result for nothing",
    bodyOf([{ role: "user", content: [RESULT] }]),
    /messages\.0\.content\.0: unexpected `tool_use_id`/,
  ],
  [
    "two results for one call",
    bodyOf([...CALLED, { role: "user", content: [RESULT, RESULT] }]),
    /must have a single result/,
  ],
  [
    "a result after text",
    bodyOf([...CALLED, { role: "user", content: [{ type: "text", text: "x" }, RESULT] }]),
    /must come before all other content/,
  ],
  [
    "an id twice",
    bodyOf([
      ...CALLED,
      { role: "user", content: [RESULT] },
      { role: "assistant", content: [USE] },
      { role: "user", content: [RESULT] },
    ]),
    /ids must be unique/,
  ],
  [
    "thinking that is not its own",
    bodyOf([HELLO, {
      role: "assistant",
      content: [{ type: "thinking", thinking: "x", signature: "bm90IG1pbmU=" }],
    }]),
    /messages\.1\.content\.0: Invalid `signature` in `thinking` block\.$/,
  ],
];

for (const [name, body, message] of REFUSALS) {
  Deno.test(`the fake provider refuses ${name}`, async () => {
    assert.match(await refused(providerOf(), body), message);
  });
}

Deno.test("the fake provider refuses a request without a key or a version", async () => {
  const ask = (headers: Record<string, string>) => {
    const body = JSON.stringify(bodyOf([HELLO]));
    const url = "http://localhost/v1/messages";
    return providerOf().fetch(new Request(url, { method: "POST", headers, body }));
  };
  assert.equal((await ask({ "anthropic-version": "2023-06-01" })).status, 401);
  assert.equal((await ask({ authorization: "Bearer x" })).status, 400);
});
