import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { foldedRuns } from "./folded_runs.ts";

const NOTE = /^\[the (?:line|(\d+) lines) above (\d+) times? more\]$/;

/** Writes the lines out that notes stand for. */
function unfolded(text: string): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const [found, round = "1", times] = NOTE.exec(line) ?? [];
    if (found === undefined) lines.push(line);
    else lines.push(...Array(Number(times)).fill(lines.slice(-Number(round))).flat());
  }
  return lines.join("\n");
}

const folded = (text: string) =>
  foldedRuns.squeeze(sightOf({ tool: "Bash", command: "./run", text }), (what) => what) ?? text;

Deno.test("folded_runs gives back every line, where it stood and as often", () => {
  const line = fc.constantFrom(
    "a",
    "b",
    "",
    "a line that is long enough to be worth something",
    "  ",
  );
  const round = fc.tuple(fc.array(line, { maxLength: 9 }), fc.nat(30))
    .map(([lines, times]) => Array(times).fill(lines).flat());
  fc.assert(fc.property(fc.array(round, { maxLength: 5 }), (rounds) => {
    const text = rounds.flat().join("\n");
    assert.equal(unfolded(folded(text)), text);
  }));
});

Deno.test("folded_runs folds the shortest rounds, and leaves blank lines and few words alone", () => {
  const long = "a line that is long enough";
  assert.equal(folded(`${long}\n`.repeat(9)), `${long}\n[the line above 8 times more]\n`);
  for (const text of ["\n".repeat(99), "ab\n".repeat(9), `${long}\n${long}\n`]) {
    assert.equal(folded(text), text);
  }
});

Deno.test("folded_runs leaves a text alone that has words like its own", () => {
  const text = `${"the same line once more\n".repeat(9)}[the line above 3 times more]`;
  assert.equal(folded(text), text);
});
