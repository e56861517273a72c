import type { Rule } from "../rule.ts";
import { Frames, type Run } from "./frames.ts";

/** Frames of a recursion, equal but for numbers that count on: the first and the last are shown, and how many there are. */
export const countingFrames: Rule = {
  name: "counting_frames",
  doc: "stack traces: frames that are equal but for numbers counting on are shown once at each end",
  loses: "nothing",
  matches: ({ pipelines, text }) =>
    pipelines.length > 0 && (/^#1\d? /m.test(text) || text.includes("backtrace")),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const frames = new Frames(lines);
    const answer: string[] = [];
    for (let at = 0; at < lines.length;) {
      const run = frames.runAt(at);
      if (run === undefined) answer.push(lines[at++]);
      else {
        for (const line of foldedOf(lines, at, run)) answer.push(line);
        at += run.period * run.times;
      }
    }
    return answer.length < lines.length ? answer.join("\n") : undefined;
  },
};

function foldedOf(lines: readonly string[], at: number, { period, times }: Run): string[] {
  const last = at + period * (times - 1);
  const between = times - 2;
  const what = period === 1
    ? `${between} lines like these, numbers counting on`
    : `${between} times ${period} lines like these, numbers counting on`;
  return [...lines.slice(at, at + period), `[${what}]`, ...lines.slice(last, last + period)];
}
