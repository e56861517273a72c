import { isBlank } from "../lines.ts";
import { isReadRowByRow } from "../row_by_row.ts";
import type { Rule } from "../rule.ts";
import { holdsPatch } from "../terminal/padding.ts";
import { isShell } from "../tool.ts";
import { hashesOf } from "../../text/line_hashes.ts";

/** Lines that come round again, at most. */
const LONGEST_ROUND = 8;
/** Characters that are worth a line which says what they were. */
const LEAST_CHARACTERS = 60;

const OWN_WORDS = /^\[the (?:line|\d+ lines) above \d+ times? more\]$/m;

/** Lines that stand again and again, one after the other, stand once and are counted. */
export const foldedRuns: Rule = {
  name: "folded_runs",
  doc: "lines that follow one another again and again: once, and how often",
  loses: "nothing",
  matches: (sight) => isShell(sight.tool) && !isReadRowByRow(sight) && !holdsPatch(sight.text),
  squeeze: ({ text }) => {
    if (OWN_WORDS.test(text)) return undefined;
    const lines = text.split("\n");
    const folded = foldedLines(lines);
    return folded.length === lines.length ? undefined : folded.join("\n");
  },
};

/** The lines with each run of rounds once. */
export function foldedLines(lines: readonly string[]): string[] {
  const hashes = hashesOf(lines);
  const folded: string[] = [];
  for (let at = 0; at < lines.length;) {
    const { round, times } = roundsAt(lines, hashes, at);
    if (times === 0) {
      folded.push(lines[at++]);
      continue;
    }
    folded.push(...lines.slice(at, at + round), noteOf(round, times));
    at += round * (times + 1);
  }
  return folded;
}

/** How many lines from here on come round again at once, and how many times: 0 where that is not worth a word. */
function roundsAt(
  lines: readonly string[],
  hashes: Int32Array,
  at: number,
): { readonly round: number; readonly times: number } {
  if (isBlank(lines[at])) return { round: 0, times: 0 };
  for (let round = 1; round <= LONGEST_ROUND; round++) {
    let end = at + round;
    while (end < lines.length && hashes[end] === hashes[end - round]) end++;
    const times = Math.floor((end - at) / round) - 1;
    if (times > 0 && isWorth(lines, at, round, times)) return { round, times };
  }
  return { round: 0, times: 0 };
}

function isWorth(lines: readonly string[], at: number, round: number, times: number): boolean {
  const once = lines.slice(at, at + round);
  if (round * times < 2) return false;
  const characters = once.reduce((sum, { length }) => sum + length + 1, 0);
  return characters * times >= LEAST_CHARACTERS && isEqual(lines, at, round, times);
}

/** Equal hashes are equal lines nearly always. */
function isEqual(lines: readonly string[], at: number, round: number, times: number): boolean {
  for (let i = at + round; i < at + round * (times + 1); i++) {
    if (lines[i] !== lines[i - round]) return false;
  }
  return true;
}

function noteOf(round: number, times: number): string {
  const what = round === 1 ? "the line" : `the ${round} lines`;
  return `[${what} above ${times === 1 ? "1 time" : `${times} times`} more]`;
}
