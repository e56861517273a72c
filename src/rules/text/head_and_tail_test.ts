import assert from "node:assert/strict";
import { sightOf } from "../sight.ts";
import { headAndTail } from "./head_and_tail.ts";

const rows = Array.from(
  { length: 6000 },
  (_, i) => `step ${i}: job ${i * 37 % 991} took ${i % 97} ms`,
);
const words = "alder birch cedar dogwood elm fir gum hazel ivy juniper kapok larch maple".split(
  " ",
);
const prose = Array.from(
  { length: 6000 },
  (_, i) => [1, 13, 169, 2197].map((n) => words[Math.floor(i / n) % 13]).join(" "),
);

function squeezed(
  lines: readonly string[],
  command = "./soak.sh",
  tool = "Bash",
): string | undefined {
  const sight = sightOf({ tool, command, text: lines.join("\n") });
  return headAndTail.matches(sight) ? headAndTail.squeeze(sight, (what) => `[${what}]`) : undefined;
}

Deno.test("head_and_tail gives out input lines and one note that counts the others", () => {
  for (const lines of [rows, prose]) {
    const sent = squeezed(lines)!.split("\n");
    const [note, ...more] = sent.filter((line) => line.startsWith("["));
    assert.deepEqual(more, []);
    const [, left, all, from, to] = /^\[(\d+) of (\d+) lines left out, from line (\d+) to (\d+)/
      .exec(note)!.map(Number);
    assert.equal(all, lines.length);
    assert.equal(sent.length, lines.length - left + 1);
    const kept = sent.filter((line) => line !== note);
    assert.deepEqual(kept.slice(0, from - 1), lines.slice(0, from - 1));
    assert.deepEqual(kept.slice(to - lines.length), lines.slice(to));
  }
});

Deno.test("head_and_tail keeps what tells of trouble, and what is unlike rows that are alike", () => {
  const odd = ["the leader changed", "step 1500: lease lost, cannot go on", "2 failed, 9 passed"];
  const sent = squeezed(rows.toSpliced(1500, 0, ...odd))!.split("\n");
  for (const line of odd) assert.ok(sent.includes(line), line);
  const error = "src/a.ts:12: error: boom";
  assert.ok(squeezed(prose.toSpliced(1500, 0, error))!.includes(error));
});

Deno.test("head_and_tail leaves alone what is short, folds, was asked for line by line, or is a document", () => {
  assert.equal(squeezed(rows.slice(0, 300)), undefined);
  assert.equal(squeezed(Array(9000).fill("waiting for the port to open")), undefined);
  assert.equal(squeezed(rows, "./soak.sh", "mcp__queue__list"), undefined);
  for (
    const command of ["sysctl -a", "grep -r job .", "git diff", "ls -R", "xxd x", "soak --help"]
  ) {
    assert.equal(squeezed(rows, command), undefined, command);
  }
  assert.equal(squeezed(["[", ...rows, "]"]), undefined);
  assert.equal(squeezed(["@@ -1,3 +1,3 @@", ...rows]), undefined);
});
