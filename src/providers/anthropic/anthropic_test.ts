import assert from "node:assert/strict";
import { textAt } from "../../json/spans.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import { claimOf, isBeginning, keyOf, lastAnswerOf } from "../../conversation/owner.ts";
import { anthropic } from "./anthropic.ts";

const ID = "toolu_0123456789abcdef";

function bodyOf(messages: unknown[], rest: Record<string, unknown> = {}): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ model: "claude-opus-4-8", messages, ...rest }));
}

function readAll(messages: unknown[], rest: Record<string, unknown> = {}): Conversation {
  const conversation = anthropic.read(bodyOf(messages, rest));
  assert.ok(conversation);
  return conversation;
}

function ask(input: Record<string, unknown> = { command: "ls" }, id = ID, name = "Bash") {
  return { role: "assistant", content: [{ type: "tool_use", id, name, input }] };
}

function give(content: unknown, more: Record<string, unknown> = {}, id = ID) {
  return {
    role: "user",
    content: [{ type: "tool_result", tool_use_id: id, content, ...more }],
  };
}

function textsOf(conversation: Conversation): (string | undefined)[] {
  return conversation.blocks.map(({ place }) => textAt(conversation.body, place));
}

const hello = { role: "user", content: "Hello" };

Deno.test("read() points at each text of a result, as a string or in a list, beside images", () => {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AA" } };
  const conversation = readAll([
    hello,
    ask(),
    {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: ID, content: 'one "line"\n\u00e9' },
        {
          tool_use_id: "toolu_other",
          type: "tool_result",
          content: [{ type: "text", text: "two" }, image, { type: "text", text: "three" }],
          is_error: true,
        },
        { type: "text", text: "and go on" },
      ],
    },
  ]);
  assert.deepEqual(textsOf(conversation), ['one "line"\n\u00e9', "two", "three"]);
  assert.deepEqual(conversation.blocks.map((block) => block.part), [0, 0, 1]);
  assert.deepEqual(conversation.blocks.map((block) => block.result.isError), [false, true, true]);
  assert.equal(conversation.blocks[0].call.command, "ls");
});

Deno.test("read() leaves out texts that UTF-8 can't carry back", () => {
  const body = `{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a",` +
    `"content":[{"type":"text","text":"half \\ud800 pair"},{"type":"text","text":"whole"}]}]}]}`;
  const conversation = anthropic.read(new TextEncoder().encode(body));
  assert.deepEqual(textsOf(conversation!), ["whole"]);
});

Deno.test("read() takes no body that is not a request with messages", () => {
  for (const text of ["", "{", "[]", "{}", '{"messages":"x"}', '{"requests":[]}', "\ufeff{}"]) {
    assert.equal(anthropic.read(new TextEncoder().encode(text)), undefined, text);
  }
});

Deno.test("what is said stays the same however the client writes it down", () => {
  const marker = { cache_control: { type: "ephemeral" } };
  const ways: [unknown, unknown][] = [
    [{ role: "user", content: "Hi" }, {
      role: "user",
      content: [{ type: "text", text: " Hi\n", ...marker }],
    }],
    [give("out"), give([{ type: "text", text: "out" }], marker)],
    [
      { role: "assistant", content: "Some words here" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm", signature: "s".repeat(40) },
          { type: "text", text: "Some " },
          { type: "text", text: "words here" },
        ],
      },
    ],
    [
      { role: "user", content: [{ type: "text", text: "a" }, { type: "text", text: "  " }] },
      { role: "user", content: "a" },
    ],
  ];
  for (const [one, other] of ways) {
    assert.deepEqual(
      readAll([hello, one]).chain,
      readAll([hello, other]).chain,
      JSON.stringify(one),
    );
  }
});

Deno.test("what is said differs where a word, an id, an image or a result differs", () => {
  const image = (data: string) => ({
    role: "user",
    content: [{ type: "image", source: { type: "base64", media_type: "image/png", data } }],
  });
  const ways: [unknown, unknown][] = [
    [{ role: "user", content: "Hi" }, { role: "user", content: "Ho" }],
    [{ role: "user", content: "Hi" }, { role: "system", content: "Hi" }],
    [give("out"), give("out ")],
    [give("out"), give("out", {}, "toolu_another")],
    [ask(), ask({ command: "ls" }, "toolu_another")],
    [image("AA"), image("AB")],
  ];
  for (const [one, other] of ways) {
    assert.notDeepEqual(readAll([one]).chain, readAll([other]).chain, JSON.stringify(one));
  }
});

Deno.test("equal results are equal as a whole, whichever call they answer", () => {
  const { blocks } = readAll([
    hello,
    ask(),
    give("same"),
    ask({}, "toolu_b"),
    give([{ type: "text", text: "same" }], {}, "toolu_b"),
    ask({}, "toolu_c"),
    give([{ type: "text", text: "same" }, { type: "text", text: "more" }], {}, "toolu_c"),
  ]);
  assert.equal(blocks[0].result.whole, blocks[1].result.whole);
  assert.notEqual(blocks[0].result.whole, blocks[2].result.whole);
  const [failed] = readAll([hello, ask(), give("same", { is_error: true })]).blocks;
  assert.notEqual(blocks[0].result.whole, failed.result.whole);
});

Deno.test("read() with an earlier reading says the same as without", () => {
  const history = [
    hello,
    ask(),
    give("one"),
    ask({ command: "pwd" }, "toolu_b"),
    give("two", {}, "toolu_b"),
  ];
  for (let n = 1; n <= history.length; n++) {
    for (let m = 1; m <= history.length; m++) {
      const body = bodyOf(history.slice(0, m), { system: "s" });
      const earlier = anthropic.read(bodyOf(history.slice(0, n), { system: "other" }));
      assert.deepEqual(anthropic.read(body, earlier), anthropic.read(body));
    }
  }
});

Deno.test("marks are ids of calls and signatures; short ids prove nothing", () => {
  const { turns } = readAll([
    hello,
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "", signature: "sig-of-some-length" },
        { type: "redacted_thinking", data: "data" },
        { type: "tool_use", id: ID, name: "Bash", input: {} },
        { type: "tool_use", id: "call_0", name: "Bash", input: {} },
      ],
    },
  ]);
  assert.deepEqual(turns[1].said.marks.map(({ kind }) => kind), ["signature", "signature", "call"]);
});

Deno.test("a request belongs to the one that ended where its last answer begins", () => {
  const first = readAll([hello]);
  const second = readAll([hello, ask(), give("out")]);
  assert.ok(isBeginning(first));
  assert.ok(!isBeginning(second));
  assert.equal(lastAnswerOf(second), 1);
  assert.equal(claimOf(second).chain, first.chain.at(-1));
  assert.ok(claimOf(second).alone);
  assert.notEqual(keyOf(first, "tool"), keyOf(first, "nothing"));
});

Deno.test("a thread goes on from an answer that the server holds", () => {
  const thread = { type: "continue", previous_message_id: "msg_0123456789abcdef" };
  const conversation = readAll([give("out")], { thread });
  assert.ok(!isBeginning(conversation));
  assert.equal(claimOf(conversation).marks.length, 1);
});

Deno.test("the head knows whether the server clears results, and how large a cached prefix must be", () => {
  const edits = (type: string) => ({ context_management: { edits: [{ type }] } });
  assert.equal(readAll([hello], edits("clear_tool_uses_20250919")).head.clearsResults, true);
  assert.equal(readAll([hello], edits("compact_20260112")).head.clearsResults, true);
  assert.equal(readAll([hello], edits("clear_thinking_20251015")).head.clearsResults, false);
  assert.equal(readAll([hello]).head.cacheMinimum, 0);
  const marked = { cache_control: { type: "ephemeral", ttl: "1h" } };
  assert.equal(readAll([hello], marked).head.cacheMinimum, 1024);
  assert.equal(readAll([hello], marked).head.cacheLives, 3_600_000);
});

Deno.test("purposeOf() reads messages, and whatever repeats a prompt", () => {
  assert.equal(anthropic.purposeOf("POST", "/v1/messages"), "message");
  assert.equal(anthropic.purposeOf("POST", "/v1/messages/count_tokens"), "rehearsal");
  assert.equal(anthropic.purposeOf("POST", "/v1/messages/cache_touch"), "rehearsal");
  assert.equal(anthropic.purposeOf("GET", "/v1/messages"), undefined);
  assert.equal(anthropic.purposeOf("POST", "/v1/messages/batches/msgbatch_1/cancel"), undefined);
  assert.equal(anthropic.purposeOf("POST", "/v1/files"), undefined);
});
