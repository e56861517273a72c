import assert from "node:assert/strict";
import { quote, textAt } from "./literal.ts";
import { field, fields, spansOf, textOf } from "./spans.ts";

const utf8 = new TextEncoder();

const TEXTS: readonly [string, string | undefined][] = [
  ['""', ""],
  ['"a"', "a"],
  ['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'],
  ['"\\u0041\\u00E9\\uD83D\\ude00"', "Aé😀"],
  ['"\ufeff\u007f\u2028é😀"', "\ufeff\u007f\u2028é😀"],
  ['"\\u0000"', "\0"],
  ['"\\ud83d"', undefined],
  ['"\\ude00\\ud83d"', undefined],
  ['"\\x41"', undefined],
  ['"\\u12"', undefined],
  ['"\\u12g4"', undefined],
  ['"a\nb"', undefined],
  ["12", undefined],
  ["null", undefined],
  ['["a"]', undefined],
];

for (const [json, text] of TEXTS) {
  Deno.test(`textOf() and textAt() of ${JSON.stringify(json)}: ${JSON.stringify(text)}`, () => {
    const body = utf8.encode(json);
    assert.equal(textOf(spansOf(body)), text);
    assert.equal(textAt(body, { start: 0, end: body.length }), text);
  });
}

Deno.test("textOf() gives nothing for bytes that are not UTF-8, in the body or in a key", () => {
  // A lone continuation byte, an overlong slash, half of a pair, a sequence cut short.
  for (const bytes of [[0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98]]) {
    const body = new Uint8Array([0x7b, 0x22, ...bytes, 0x22, 0x3a, 0x22, ...bytes, 0x22, 0x7d]);
    const [{ key, value }] = fields(spansOf(body));
    assert.equal(textOf(value), undefined);
    assert.equal(key, `"${String.fromCharCode(...bytes)}"`);
    assert.equal(field(spansOf(body), "\ufffd"), undefined);
  }
});

Deno.test("textAt() gives nothing for a place where no string literal stands", () => {
  const body = utf8.encode('"a","b"');
  for (const [start, end] of [[0, 7], [0, 2], [1, 3], [0, 0], [0, 1], [7, 7]]) {
    assert.equal(textAt(body, { start, end }), undefined, `${start}-${end}`);
  }
  assert.equal(textAt(body, { start: 4, end: 7 }), "b");
});

Deno.test("quote() writes what textAt() reads", () => {
  for (const text of ["", "a", '"\\/\b\f\n\r\t\0\u001f\u007f', "\ufeff\u2028é中😀", "\\u0041"]) {
    const literal = quote(text);
    assert.equal(textAt(literal, { start: 0, end: literal.length }), text);
    assert.equal(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(literal)), text);
  }
});
