import assert from "node:assert/strict";
import { bytesOf, copyOf } from "./copy.ts";

Deno.test("copyOf() gives the same text back", () => {
  for (
    const text of [
      "",
      "plain",
      "é ü 漢字 👩‍👩‍👧",
      "nul \0 in it",
      "lone \ud800 surrogate",
      "\udc00\ud800",
    ]
  ) {
    assert.equal(copyOf(text), text);
  }
});

Deno.test("bytesOf() counts UTF-8", () => {
  assert.equal(bytesOf("aé漢👩"), 1 + 2 + 3 + 4);
});
