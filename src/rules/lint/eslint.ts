import type { Rule } from "../rule.ts";
import { readStylish } from "./eslint_text.ts";
import { grouped } from "./grouped.ts";
import { regrouped } from "./regrouped.ts";
import { mayReport } from "./tools.ts";

const SIGNS = ["error", "warning", "Error:", "Warning:", "✖", "⚠", "×", "‼"].map((sign) =>
  `  ${sign} `
);

/** The usual report of `eslint`, and of `stylelint` and `next lint`, which look like it. */
export const eslint: Rule = {
  name: "eslint",
  doc: "eslint, stylelint, next lint: equal problems stand once with all their places",
  loses: "nothing",
  matches: (sight) =>
    mayReport(
      sight,
      SIGNS,
      /^ {0,4}\d{1,7}:\d{1,7} {2,}(?:error|warning|Error:|Warning:|[✖⚠×‼]) /m,
    ),
  squeeze: ({ text }) => regrouped(text, readStylish, grouped)?.text,
};
