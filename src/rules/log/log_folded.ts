import type { Rule } from "../rule.ts";
import { folded } from "./fold.ts";
import { isLog, logIn } from "./log.ts";

/** In a shorter log each line may be what somebody looks for. */
const LEAST_LINES = 200;

/** Writes a long log by its patterns, and tells runs of one pattern by their count, their ends and their values. */
export const logFolded: Rule = {
  name: "log_folded",
  doc: "long logs: lines of one kind in a row are told by count, first, last and values",
  loses: "noise",
  matches: isLog,
  squeeze: ({ text }, note) => {
    const log = logIn(text);
    if (log === undefined || log.rows.length < LEAST_LINES) return undefined;
    const { lines, left } = folded(log.rows);
    if (left === 0) return undefined;
    const marker = note(`${left} lines are told by count, last time and values`);
    return [...log.head, ...lines, marker].join("\n");
  },
};
