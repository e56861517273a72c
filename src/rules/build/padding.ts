import { printedBy, printersOf, subcommandOf } from "../printer.ts";
import type { Rule } from "../rule.ts";

const ASSIGNMENT = /^( *(?:[-+~]|-\/\+|\+\/-|<=)? *(?:"[^"]*"|[\w-]+)) {2,}= /;
const KEY = /^( *[A-Za-z][\w ()/.-]*:) {2,}(?=\S)/;

/** `terraform plan`: one blank before the sign between a name and its value. */
export const terraformPadding: Rule = {
  name: "terraform_padding",
  doc: "terraform plan: padding before = goes",
  loses: "nothing",
  matches: (sight) =>
    / {2}= /.test(sight.text) &&
    ["terraform", "tofu", "terragrunt"].some((program) => printedBy(sight, program)),
  squeeze: ({ text }) => replacedIn(text, ASSIGNMENT, "$1 = "),
};

/** `kubectl describe`: one blank between a name and its value. Tables stay as they are. */
export const describePadding: Rule = {
  name: "describe_padding",
  doc: "kubectl describe: padding behind names goes",
  loses: "nothing",
  matches: (sight) =>
    /^ *[A-Z][\w ]*: {2,}\S/m.test(sight.text) &&
    printersOf(sight).some((stage) =>
      ["kubectl", "oc"].includes(stage.program) && subcommandOf(stage) === "describe"
    ),
  squeeze: ({ text }) => replacedIn(text, KEY, "$1 "),
};

function replacedIn(text: string, pattern: RegExp, by: string): string {
  return text.split("\n").map((line) => line.replace(pattern, by)).join("\n");
}
