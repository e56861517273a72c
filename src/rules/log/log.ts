import type { Rule, Sight } from "../rule.ts";
import { isFileRead } from "../source.ts";
import { entryOf, patternsOf } from "./pattern.ts";
import { BLANK } from "./shape.ts";
import { stampOf } from "./stamp.ts";
import { LEGEND, type Log, logOf } from "./write.ts";

/** Fewer lines are read at a glance. */
const LEAST_LINES = 20;
/** Lines at the beginning that are looked at, and how many of them have a stamp in a log. */
const SAMPLE = 200;
const STAMPED = 0.6;
/** Longer lines hold documents, which have no shape. */
const LONGEST_LINE = 4000;

/** The name of a file that is a log. */
const LOG_FILE =
  /(?:^|[\s'"/=])(?:[^\s'"]*\.log(?:\.\d+)?|[^\s'"]*\/var\/log\/[^\s'"]+|syslog|dmesg|catalina\.out)(?=$|[\s'";|&)])/;
/** Programs that pick lines: each of them is an answer. */
const PICKS = new Set("ag awk egrep fgrep gawk grep jq mawk rg zgrep".split(" "));

/** Writes a log's lines by the patterns that they repeat. Troubles, the first and the last line stand in full. */
export const log: Rule = {
  name: "log",
  doc: "logs: what many lines repeat is said once, the rest of each line stands in its place",
  loses: "nothing",
  matches: isLog,
  squeeze: ({ text }) => {
    const found = logIn(text);
    return found && [...found.head, ...found.rows.map(({ text }) => text)].join("\n");
  },
};

/** Is it a log, whole or a piece of it? A file is one by its name, other text by its stamps. */
export function isLog(sight: Sight): boolean {
  if (sight.pipelines.flat().some(({ program }) => PICKS.has(program))) return false;
  return isFileRead(sight) ? LOG_FILE.test(sight.command) : isStamped(sight.text);
}

/** The log in a text. `undefined` where it is none, or patterns would not make it shorter. */
export function logIn(text: string): Log | undefined {
  if (text.includes(BLANK) || text.includes(LEGEND)) return undefined;
  const lines = text.split("\n");
  if (lines.length < LEAST_LINES || lines.some(({ length }) => length > LONGEST_LINE)) {
    return undefined;
  }
  const entries = lines.map(entryOf);
  const stamped = entries.filter(({ stamp }) => stamp !== undefined);
  // Between entries with a time stand traces and the like, which are read as they are.
  const patterns = patternsOf(stamped.length < lines.length / 2 ? entries : stamped);
  return patterns.length === 0 ? undefined : logOf(entries, patterns);
}

function isStamped(text: string): boolean {
  let at = 0;
  let lines = 0;
  let stamped = 0;
  while (at < text.length && lines < SAMPLE) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    lines++;
    if (stampOf(text.slice(at, Math.min(end, at + 100))) !== undefined) stamped++;
    at = end + 1;
  }
  return lines >= LEAST_LINES && stamped >= lines * STAMPED;
}
