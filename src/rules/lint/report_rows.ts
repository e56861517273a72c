import type { Rule } from "../rule.ts";
import { grouped } from "./grouped.ts";
import { regrouped } from "./regrouped.ts";
import { readReport } from "./report_text.ts";
import { mayRunTool } from "./tools.ts";

/** Rows of `path:line: message`, with or without code and carets below: the common form of reports. */
export const reportRows: Rule = {
  name: "report_rows",
  doc:
    "gcc, clang, javac, mypy, flake8, pylint and others: equal messages stand once with all their places",
  loses: "nothing",
  matches: (sight) =>
    mayRunTool(sight) &&
    /^\S+:\d+(?::\d+)?:? (?:(?:fatal )?(?:error|warning|note)\b|[A-Z]{1,5}\d{2,5}\b|[CWEFRI]: |\S.*\[(?:Error|Warning)\b)/m
      .test(sight.text),
  squeeze: ({ text }) => regrouped(text, readReport, grouped)?.text,
};
