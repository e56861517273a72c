import assert from "node:assert/strict";
import { quote } from "../json/splice.ts";
import type { Decision, OriginalId } from "../plan/decision.ts";
import { Literals } from "./literals.ts";

Deno.test("a literal is what quote() makes of the text, and made once", () => {
  const literals = new Literals();
  const original = "abcdefgh" as OriginalId;
  const texts = ["", "plain", 'a "quoted" line\n', "\u2028 é 中 😀"];
  for (const text of texts) {
    const decision: Decision = { kind: "squeeze", rule: "r", text, original };
    const literal = literals.of(decision, text);
    assert.deepEqual(literal, new Uint8Array(quote(text)));
    assert.equal(literals.of(decision, text), literal);
  }
});
