import { printedBy } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import { inspectedOf } from "./inspected.ts";
import { areMoments, type Moments, withoutTimes, withTimes } from "./moments.ts";
import { ranged, TO } from "./versions.ts";
import { type Document, documentOf, isList, type Json, objectIn } from "./written.ts";

/** Fewer versions gain nothing. */
const FEWEST = 10;
const LEGEND = "[a..b: the last number counts on]";
const VERSION = /^v?\d+\.\d/;
const PROGRAMS = ["npm", "pnpm", "yarn", "bun"];
const SUBCOMMANDS = ["info", "npm", "pm", "show", "v", "view"];

/** `npm view`: versions as ranges, and by day what came out. */
export const npmView: Rule = {
  name: "npm_view",
  doc: "npm view: lists of versions as ranges, each day once",
  loses: "nothing",
  matches,
  squeeze: ({ text }) =>
    rewritten(text, (moments) => {
      const { days, end } = withTimes(moments);
      return end === "" ? `{${days}}` : `{${days}; all times end in ${end}}`;
    }),
};

/** The times of day go: who asks when a version came out asks for the day. */
export const npmViewTimes: Rule = {
  name: "npm_view_times",
  doc: "npm view: the times of day at which versions came out go",
  loses: "noise",
  matches: (sight) => matches(sight) && /T\d\d:\d\d:/.test(sight.text),
  squeeze: ({ text }, note) => {
    let count = 0;
    const answer = rewritten(text, (moments) => {
      const days = withoutTimes(moments);
      if (days !== undefined) count += Object.keys(moments).length;
      return days === undefined ? undefined : `{${days}}`;
    });
    return answer === undefined || count === 0
      ? undefined
      : `${note(`times of day of ${count} dates`)}\n${answer}`;
  },
};

function matches(sight: Sight): boolean {
  return PROGRAMS.some((program) => printedBy(sight, program, ...SUBCOMMANDS)) &&
    /^ *["'](?:v?\d+\.\d|created|modified)/m.test(sight.text);
}

type MomentsText = (moments: Moments) => string | undefined;

function rewritten(text: string, momentsText: MomentsText): string | undefined {
  const document = documentOf(text) ?? inspectedOf(text);
  if (document === undefined) return undefined;
  const { before, value, after }: Document = document;
  const rewritten = textOf(value, momentsText);
  const legend = rewritten.includes(TO) ? [LEGEND] : [];
  return [...before, ...legend, rewritten, ...after].join("\n");
}

function textOf(value: Json, momentsText: MomentsText): string {
  if (isList(value)) {
    const versions = areVersions(value) ? ranged(value) : undefined;
    return versions === undefined
      ? `[${value.map((item) => textOf(item, momentsText)).join(",")}]`
      : `[${versions}]`;
  }
  const object = objectIn(value);
  if (object === undefined) return JSON.stringify(value);
  return (areMoments(object) ? momentsText(object) : undefined) ??
    `{${
      Object.entries(object).map(([key, item]) =>
        `${JSON.stringify(key)}:${textOf(item, momentsText)}`
      ).join(",")
    }}`;
}

function areVersions(values: readonly Json[]): values is string[] {
  return values.length >= FEWEST &&
    values.every((value) => typeof value === "string" && VERSION.test(value));
}
