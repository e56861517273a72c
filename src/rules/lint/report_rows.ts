import type { Rule } from "../rule.ts";
import { grouped } from "./grouped.ts";
import { regrouped } from "./regrouped.ts";
import { readReport } from "./report_text.ts";
import { mayReport } from "./tools.ts";

const LABELS = ["error", "warning", "note", "fatal", "info", "C", "D", "E", "F", "N", "R", "W"];
const SIGNS = [
  ...LABELS.map((label) => `: ${label}`),
  ...["[Error", "[Warning", " MD0", " - error: ", " - warning: ", " - information: "],
];
const FORM =
  /:\d+:? (?:- )?(?:(?:fatal )?(?:error|warning|note|info)[: ]|[A-Z]{1,5}\d{2,5}[:/ ]|[CWEFRI]: |\S.{0,300}\[(?:Error|Warning)[/\]])/;

/** Rows of `path:line: message`, with or without code and carets below: the common form of reports. */
export const reportRows: Rule = {
  name: "report_rows",
  doc:
    "gcc, clang, javac, mypy, flake8, pylint and others: equal messages stand once with all their places",
  loses: "nothing",
  matches: (sight) => mayReport(sight, SIGNS, FORM),
  squeeze: ({ text }) => regrouped(text, readReport, grouped)?.text,
};
