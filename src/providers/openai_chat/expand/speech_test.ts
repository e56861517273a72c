import assert from "node:assert/strict";
import { spansOf } from "../../../json/spans.ts";
import { rawOf } from "../../expanding/edits.ts";
import { blocksOf } from "../../chat/block.ts";
import { Speech } from "./speech.ts";
import { words } from "./words.ts";

const valueOf = (value: unknown) => spansOf(new TextEncoder().encode(JSON.stringify(value)))!;

function messageOf(...deltas: readonly unknown[]) {
  const speech = new Speech();
  for (const delta of deltas) speech.add(valueOf(delta));
  return speech.message();
}

const asked = (name: string, input: string) => ({ name, arguments: input });

Deno.test("a streamed message has its text, its thinking and its calls", () => {
  const message = messageOf(
    { role: "assistant", content: "" },
    { reasoning_content: "I th" },
    { reasoning_content: "ink", content: null },
    { content: "Look: " },
    { content: "ü" },
    { tool_calls: [{ index: 0, id: "a", type: "function", function: asked("x", "") }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
    { tool_calls: [{ index: 1, id: "b", type: "function", function: asked("y", "{}") }] },
    { tool_calls: [{ index: 0, function: { arguments: ":1}" } }] },
  );
  assert.deepEqual(JSON.parse(rawOf(message)), {
    reasoning_content: "I think",
    content: "Look: ü",
    tool_calls: [
      { id: "a", type: "function", function: asked("x", '{"a":1}') },
      { id: "b", type: "function", function: asked("y", "{}") },
    ],
  });
});

Deno.test("calls with the same index, without one and without ids are told apart by their names", () => {
  for (const more of [{ index: 0, id: "" }, { index: 0 }, {}]) {
    const call = (name: string) => ({ tool_calls: [{ ...more, function: asked(name, "{}") }] });
    const { tool_calls } = JSON.parse(rawOf(messageOf(call("x"), call("x"), call("y"))));
    const names = tool_calls.map(({ function: { name } }: { function: { name: string } }) => name);
    assert.deepEqual(names, ["x", "x", "y"]);
  }
});

Deno.test("a call of ours goes up again with the signature that it bears, and without its index", () => {
  const extra_content = { google: { thought_signature: "abc" } };
  const call = { index: 3, id: "a", type: "function", extra_content };
  const message = messageOf({
    tool_calls: [{ ...call, function: asked("squeezr_expand", '{"id":"x"}') }],
  });
  const [{ raw, call: ours }] = blocksOf(message, ({ id }) => `"result of ${id}"`, words);
  assert.deepEqual(JSON.parse(raw!), {
    id: "a",
    type: "function",
    extra_content,
    function: asked("squeezr_expand", '{"id":"x"}'),
  });
  assert.equal(ours?.id, "a");
});
