import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { xo } from "./xo.ts";

const squeezed = (text: string) =>
  xo.squeeze(sightOf({ tool: "Bash", command: "npx xo", text }), (what) => `[${what}]`);

const row = fc.record({
  sign: fc.constantFrom("✖", "⚠"),
  at: fc.constantFrom("3:7", "114:14", "20:100"),
  message: fc.constantFrom(
    "Missing semicolon.",
    "Expected { after if condition.",
    "Use `a` or `b`.",
  ),
  rule: fc.constantFrom("", "curly", "@stylistic/semi"),
});

Deno.test("xo keeps each row with its message, and says of which rule it is", () => {
  fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
    const text = rows.map(({ sign, at, message, rule }) =>
      `  ${sign} ${at.padStart(7)}  ${message.padEnd(32)}  ${rule}`.trimEnd()
    );
    const answer = squeezed(text.join("\n"))?.split("\n").filter((line) => !line.startsWith("[")) ??
      [];
    const named = new Map<string, string>();
    rows.forEach(({ sign, at, message, rule }, i) => {
      const start = `${sign} ${at} ${message}`;
      assert.ok(answer[i].startsWith(start));
      const said = answer[i].slice(start.length + 1);
      if (rule === "") assert.equal(said, "");
      else {
        assert.equal(said === "" ? named.get(message) : said, rule);
        named.set(message, rule);
      }
    });
    assert.equal(answer.length, rows.length);
  }));
});
