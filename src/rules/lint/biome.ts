import type { Rule } from "../rule.ts";
import { readBiome } from "./biome_text.ts";
import { grouped, groupedBare } from "./grouped.ts";
import { regrouped } from "./regrouped.ts";
import { mayReport } from "./tools.ts";
import { withoutContext } from "./without_context.ts";

const matches: Rule["matches"] = (sight) =>
  mayReport(sight, ["━━━\n"], /^\S.*:\d+:\d+ [a-zA-Z]\S* .*━━━$/m);

/** Reports of `biome lint`, `check` and `ci`, without the code around the places. */
export const biomeContext: Rule = {
  name: "biome_context",
  doc: "biome: equal problems stand once with all their places; lines around these go",
  loses: "noise",
  matches,
  squeeze: ({ text }, note) => withoutContext(text, readBiome, groupedBare, note),
};

/** The same with all the code. */
export const biome: Rule = {
  name: "biome",
  doc: "biome: equal problems stand once with all their places, each line of code once",
  loses: "nothing",
  matches,
  squeeze: ({ text }) => regrouped(text, readBiome, grouped)?.text,
};
