import type { Rule } from "../rule.ts";
import { inShort } from "./documents.ts";
import { holdsJson } from "./json.ts";

/** Writes JSON in short, and of very long tables the rows that stand out. */
export const jsonSampled: Rule = {
  name: "json_sampled",
  doc: "JSON tables of 500 rows or more: the first, the last, the rare and the troubled rows",
  loses: "noise",
  matches: holdsJson,
  squeeze: ({ text }, note) => {
    const short = inShort(text, "sampled");
    if (short === undefined || short.left === 0) return undefined;
    return `${short.text.trimEnd()}\n${
      note(`${short.left} objects of JSON tables left out at ...`)
    }`;
  },
};
