import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { parsedJson, strictOf } from "./jsonc.ts";

Deno.test("strictOf() leaves every place where it was", () => {
  const cases: [string, string][] = [
    ['{"a": 1}', '{"a": 1}'],
    ['{"a": 1, // b\n}', '{"a": 1      \n}'],
    ['["//", "/* */", "\\",]"]', '["//", "/* */", "\\",]"]'],
    ["[1,/* , */\n]", "[1        \n]"],
    ["[1, 2, ]", "[1, 2  ]"],
  ];
  for (const [text, strict] of cases) {
    const bytes = Buffer.from(text);
    const made = strictOf(bytes);
    assert.equal(made.length, bytes.length);
    assert.equal(Buffer.from(made).toString(), strict);
  }
});

Deno.test("parsedJson() reads JSON with a byte order mark, comments and commas at the end", () => {
  const cases: [string, unknown][] = [
    ['\ufeff{"a": [1, 2,], /* x */ "b": "/*é*/",\r\n}// end', { a: [1, 2], b: "/*é*/" }],
    ['{"a": "//"}', { a: "//" }],
    ["{a: 1}", undefined],
    ["[1,,]", undefined],
    ["", undefined],
  ];
  for (const [text, value] of cases) assert.deepEqual(parsedJson(Buffer.from(text)), value, text);
});
