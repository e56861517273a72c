import assert from "node:assert/strict";
import { fed } from "./line_ends.ts";

Deno.test("fed() takes returns off where every line has one, and puts them back", () => {
  for (const text of ["a\r\nb\r\n", "a\r\n\r\nb", "\r\n"]) {
    const { text: plain, restore } = fed(text);
    assert.doesNotMatch(plain, /\r/);
    assert.equal(restore(plain), text);
    assert.equal(restore("x\ny"), "x\r\ny");
  }
});

Deno.test("fed() leaves a text alone whose returns say something", () => {
  for (const text of ["", "a\nb", "a\r\nb\n", "1%\r2%\r\n", "a\r", "\ra\r\n", "a\r\r\nb"]) {
    const { text: same, restore } = fed(text);
    assert.equal(same, text);
    assert.equal(restore("x\ny"), "x\ny");
  }
});
