import assert from "node:assert/strict";
import fc from "fast-check";
import { matcherOf } from "./pattern.ts";

const cases: readonly (readonly [pattern: string, line: string, matches: boolean])[] = [
  ["ok", "it is ok.", true],
  ["ok", "it is not", false],
  ["^ok", "ok then", true],
  ["^ok", "it is ok", false],
  ["ok$", "it is ok", true],
  ["ok$", "ok then", false],
  ["^ok$", "ok", true],
  ["^ok$", "ok ok", false],
  ["a*c", "xabcx", true],
  ["a*c", "cba", false],
  ["^a*c$", "abc", true],
  ["^a*c$", "ac", true],
  ["^a*c$", "a", false],
  ["^a*a$", "a", false],
  ["*", "", true],
  ["1.5 (x)", "took 1.5 (x)", true],
  ["1.5 (x)", "took 1a5 x", false],
];

for (const [pattern, line, matches] of cases) {
  Deno.test(`${pattern} ${matches ? "matches" : "does not match"} ${JSON.stringify(line)}`, () =>
    assert.equal(matcherOf(pattern)(line), matches));
}

Deno.test("matcherOf() says what a regular expression of the same meaning says", () => {
  const letter = fc.constantFrom("a", "b", "*");
  const literal = fc.array(letter, { maxLength: 5 }).map((letters) => letters.join(""));
  const line = fc.array(fc.constantFrom("a", "b"), { maxLength: 8 }).map((all) => all.join(""));
  fc.assert(
    fc.property(literal, fc.boolean(), fc.boolean(), line, (literal, start, end, line) => {
      const [from, to] = [start ? "^" : "", end ? "$" : ""];
      const same = new RegExp(from + literal.replaceAll("*", ".*") + to);
      assert.equal(matcherOf(from + literal + to)(line), same.test(line));
    }),
    { numRuns: 2000 },
  );
});
