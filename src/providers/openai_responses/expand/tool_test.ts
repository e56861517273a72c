import assert from "node:assert/strict";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { TOOL } from "./tool.ts";

Deno.test("the tool takes 60 tokens at most, and is one", () => {
  assert.ok(encode(TOOL).length <= 60, `${encode(TOOL).length} tokens`);
  const { type, name, parameters, strict } = JSON.parse(TOOL);
  assert.deepEqual([type, name, strict], ["function", "squeezr_expand", false]);
  assert.deepEqual(parameters.required, ["id"]);
});
