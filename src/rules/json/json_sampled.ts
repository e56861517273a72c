import type { Rule } from "../rule.ts";
import { inShort } from "./documents.ts";
import { holdsJson } from "./json.ts";

/** With fewer objects no table is long. */
const LEAST_OBJECTS = 500;

/** Writes JSON in short, and of very long tables the rows that stand out. */
export const jsonSampled: Rule = {
  name: "json_sampled",
  doc: "JSON tables of 500 rows or more: the first, the last, the rare and the troubled rows",
  loses: "noise",
  matches: (sight) => holdsJson(sight) && hasObjects(sight.text),
  squeeze: ({ text }, note) => {
    const short = inShort(text, "sampled");
    if (short === undefined || short.left === 0) return undefined;
    return `${short.text.trimEnd()}\n${
      note(`${short.left} objects of JSON tables left out at ...`)
    }`;
  },
};

function hasObjects(text: string): boolean {
  let at = -1;
  for (let left = LEAST_OBJECTS; left > 0; left--) {
    at = text.indexOf("{", at + 1);
    if (at < 0) return false;
  }
  return true;
}
