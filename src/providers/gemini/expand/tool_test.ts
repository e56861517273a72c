import assert from "node:assert/strict";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { TOOL } from "./tool.ts";

Deno.test("the tool takes 60 tokens at most", () => {
  assert.ok(countTokens(TOOL) <= 60, `${countTokens(TOOL)} tokens`);
  const { name, parameters } = JSON.parse(TOOL);
  assert.equal(name, "squeezr_expand");
  assert.deepEqual(parameters.required, ["id"]);
});
