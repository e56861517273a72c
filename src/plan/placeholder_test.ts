import fc from "fast-check";
import assert from "node:assert/strict";
import { tokensOf } from "../text/tokens.ts";
import { gainOf, placeholderOf } from "./placeholder.ts";

const CITED = 'squeezr_expand("k7q2m9xd")';

function placeholder(text: string, role: "user" | "assistant" = "user"): string {
  const speech = { anchor: "", digest: "", length: text.length, place: { start: 0, end: 0 } };
  return placeholderOf({ ...speech, role, turn: 0 }, text, CITED);
}

const CASES: readonly [text: string, told: string][] = [
  ["Fix the test.", ': "Fix the test."'],
  ["Please fix the test of the parser, and the parser.", ': "Please fix the..."'],
  ["One\n\n\ttwo", ': "One two"'],
  ["word ".repeat(40), `: "${"word ".repeat(4)}word..."`],
  ["word ".repeat(200), `: "${"word ".repeat(7)}word..."`],
  ["x".repeat(1000), `: "${"x".repeat(40)}..."`],
  ["“Déjà” – café", ": \"'Deja' - cafe\""],
  ['A "b" is "c"', ": \"A 'b' is 'c'\""],
  ["修复测试", ""],
  ["修复 the 测试 test", ': "the test"'],
  ["\ud800 half", ': "half"'],
];

for (const [text, told] of CASES) {
  Deno.test(`a placeholder tells the beginning of ${JSON.stringify(text.slice(0, 30))}`, () => {
    const expected = `[Old user text, ${text.length} chars${told}; ${CITED}]`;
    assert.equal(placeholder(text), expected);
  });
}

Deno.test("a placeholder is plain ASCII on one line, short, and names the role", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 1000 }), (text) => {
    const line = placeholder(text, "assistant");
    assert.match(line, /^\[Old assistant text, \d+ chars[ -~]*\]$/);
    assert.ok(line.length < 130);
  }));
});

Deno.test("a gain is what a placeholder saves beyond doubt, and nothing else", () => {
  fc.assert(fc.property(fc.string({ maxLength: 600 }), (text) => {
    const line = placeholder(text);
    const gain = gainOf(text, line);
    assert.ok(gain === 0 || (gain > 0 && tokensOf(text) - tokensOf(line) === gain));
    assert.ok(tokensOf(line) <= tokensOf(text) || gain === 0);
  }));
});
