import assert from "node:assert/strict";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { TOOL } from "./tool.ts";

Deno.test("the tool takes 60 tokens at most, and is one", () => {
  assert.ok(encode(TOOL).length <= 60, `${encode(TOOL).length} tokens`);
  const { type, name, parameters } = JSON.parse(TOOL);
  assert.deepEqual([type, name], ["function", "squeezr_expand"]);
  assert.deepEqual(parameters.required, ["id"]);
});
