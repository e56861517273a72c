import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { cut } from "./cut.ts";
import { grepLongLines } from "./grep_long_lines.ts";

const CUT = /\[(\d+) characters cut\]/g;

Deno.test("what is left of a long line stands in it, and the cuts are counted", () => {
  const words = fc.array(fc.constantFrom("foo", "bar", "😀😀", "zzz"), { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 501, maxLength: 2000 }),
      words,
      (line, words) => {
        const short = cut(line, words);
        let at = 0;
        let count: number | undefined;
        short.split(CUT).forEach((piece, i) => {
          if (i % 2 === 1) count = Number(piece);
          else {
            assert.equal(line.slice(at + (count ?? 0), at + (count ?? 0) + piece.length), piece);
            at += (count ?? 0) + piece.length;
          }
        });
        assert.equal(at, line.length);
        assert.ok(short.isWellFormed());
      },
    ),
  );
});

Deno.test("the match is shown, wherever it stands", () => {
  for (const before of [0, 100, 300, 5000]) {
    const hit = `${"a,".repeat(before)}needle(${"b;".repeat(3000)}`;
    const text = [1, 2, 3].map((n) => `dist/${n}.min.js:1:${hit}\ndist/${n}.min.js:9:${hit}`).join(
      "\n",
    );
    const result = { tool: "Bash", command: "grep -rn 'needle(' dist", text };
    const answer = answerOf(grepLongLines, result);
    assert.equal(answer.split("needle(bbb".replace("bbb", "b;")).length, 4);
    assert.ok(answer.length < 2000);
    assert.match(answer, /\n\[6 long lines cut; squeezr_expand\("ID"\)\]$/);
  }
});
