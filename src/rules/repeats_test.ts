import assert from "node:assert/strict";
import fc from "fast-check";
import { repeats } from "./repeats.ts";
import { sightOf } from "./sight.ts";
import { effortOf } from "../../tests/support/effort.ts";

const note = (what: string) => `[${what}]`;

function squeezed(text: string, command = "npm test", tool = "Bash"): string | undefined {
  const sight = sightOf({ tool, command, text });
  return repeats.matches(sight) ? repeats.squeeze(sight, note) : undefined;
}

/** What a reader makes of it: labels are places, references are lines from there on. */
function unfolded(text: string): string {
  const lines: string[] = [];
  const labels = new Map<string, number>();
  for (const line of text.split("\n")) {
    const label = /^\[#(\d+):\]$/.exec(line);
    const reference = /^\[(\d+) lines as from #(\d+) above(?:, (\d+) times)?\]$/.exec(line);
    if (label) labels.set(label[1], lines.length);
    else if (reference) {
      const [, length, name, times] = reference;
      const from = labels.get(name);
      assert.ok(from !== undefined, "a reference points upwards");
      const run = lines.slice(from, from + Number(length));
      for (let n = 0; n < Number(times ?? 1); n++) lines.push(...run);
    } else lines.push(line);
  }
  return lines.join("\n");
}

const line = fc.constantFrom(
  "    at Module.load (node:internal/modules/cjs/loader:1208:32)",
  "    at require (node:internal/modules/helpers:179:18)",
  "AssertionError: expected 200 to equal 404",
  "",
  "}",
  "x",
);

Deno.test("repeats says all that the text says, whatever repeats in it", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 80 }), (lines) => {
      const text = lines.join("\n");
      const answer = squeezed(text);
      if (answer === undefined) return;
      assert.equal(unfolded(answer), text);
      assert.equal(squeezed(answer), undefined);
    }),
    { numRuns: 2000 },
  );
});

const FRAMES = Array.from(
  { length: 6 },
  (_, i) => `    at step${i} (/srv/app/lib/flow.js:${i}0:5)`,
);
const TRACE = `Error: one\n${FRAMES.join("\n")}\n\nError: two\n${FRAMES.join("\n")}\n`;

Deno.test("repeats leaves reads, listings, patches and searches alone", () => {
  assert.ok(squeezed(TRACE));
  for (
    const command of ["git diff", "grep -rn at .", "ls -R", "git show HEAD", "npm test | grep at"]
  ) {
    assert.equal(squeezed(TRACE, command), undefined, command);
  }
  assert.equal(squeezed(TRACE, "a.js", "Read"), undefined);
  assert.equal(squeezed(`diff --git a/x b/x\n${TRACE}`), undefined);
});

Deno.test("repeats leaves a text alone that has words like its own", () => {
  assert.equal(squeezed(`[#1:]\n${TRACE}`), undefined);
});

Deno.test("repeats is done with a long text in no time", () => {
  const pieces = ["\n", "a\n", "a b c d e\n", " ".repeat(100) + "\n", "x\ny\n\nz\n", "x"];
  const took = effortOf(() => {
    for (const piece of pieces) squeezed(piece.repeat(1_000_000 / piece.length));
  });
  assert.ok(took < 10_000, `${took} ms`);
});
