import type { Rule } from "../rule.ts";
import { type Counted, countedOf, stepsBetween } from "./counted.ts";

/** `#12 0x55 in f`, `  12: f`, `#3 a.php(1): f()`: a frame with its number. */
const FRAME = /^ *(?:#\d{1,6} |\d{1,6}: )/;
/** Calls that call one another in turn: so many frames, and lines a frame, are looked at as one. */
const LONGEST_PERIOD = 6;
/** So many repetitions are shorter to say than to show. */
const LEAST = 4;

/** Frames of a recursion, equal but for numbers that count on: the first and the last are shown, and how many there are. */
export const countingFrames: Rule = {
  name: "counting_frames",
  doc: "stack traces: frames that are equal but for numbers counting on are shown once at each end",
  loses: "nothing",
  matches: ({ pipelines, text }) =>
    pipelines.length > 0 && /^ *(?:#\d{1,6} |\d{1,6}: )\S/m.test(text),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const answer: string[] = [];
    for (let at = 0; at < lines.length;) {
      const run = FRAME.test(lines[at]) ? runAt(lines, at) : undefined;
      if (run === undefined) answer.push(lines[at++]);
      else {
        for (const line of foldedOf(lines, at, run)) answer.push(line);
        at += run.period * run.times;
      }
    }
    return answer.length < lines.length ? answer.join("\n") : undefined;
  },
};

/** `times` blocks of `period` lines each. */
interface Run {
  readonly period: number;
  readonly times: number;
}

/** The run that takes up most lines. */
function runAt(lines: readonly string[], at: number): Run | undefined {
  let longest: Run | undefined;
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    const times = timesOf(lines, at, period);
    const length = longest === undefined ? 0 : longest.period * longest.times;
    if (times >= LEAST && times * period > length) longest = { period, times };
  }
  return longest;
}

/** How often the lines stand one after another, their numbers counting on by the same each time. */
function timesOf(lines: readonly string[], at: number, period: number): number {
  let times = 1;
  let last = blockAt(lines, at, period);
  let first: string | undefined;
  while (last !== undefined) {
    const next = blockAt(lines, at + times * period, period);
    const steps = next && last.map((line, i) => stepsBetween(line, next[i]));
    if (steps === undefined || steps.some((step) => step === undefined)) break;
    const said = JSON.stringify(steps);
    first ??= said;
    if (said !== first) break;
    last = next;
    times++;
  }
  return times;
}

function blockAt(lines: readonly string[], at: number, period: number): Counted[] | undefined {
  if (at + period > lines.length || !FRAME.test(lines[at])) return undefined;
  return lines.slice(at, at + period).map(countedOf);
}

function foldedOf(lines: readonly string[], at: number, { period, times }: Run): string[] {
  const last = at + period * (times - 1);
  const between = times - 2;
  const what = period === 1
    ? `${between} lines like these, numbers counting on`
    : `${between} times ${period} lines like these, numbers counting on`;
  return [...lines.slice(at, at + period), `[${what}]`, ...lines.slice(last, last + period)];
}
