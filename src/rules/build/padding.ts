import { printedBy, printersOf, subcommandOf } from "../printer.ts";
import type { Rule } from "../rule.ts";

const PADDED = "  = ";
const NAME = /^ {0,99}(?:(?:[-+~]|-\/\+|\+\/-|<=) )?(?:"[^"]*"|[\w-]+)$/;
/** Characters. No name is longer, with what it is indented by. */
const LONGEST_NAME = 200;
const KEY = /^( *[A-Za-z][\w ()/.-]*:) {2,}(?=\S)/;

/** `terraform plan`: one blank before the sign between a name and its value. */
export const terraformPadding: Rule = {
  name: "terraform_padding",
  doc: "terraform plan: padding before = goes",
  loses: "nothing",
  matches: (sight) =>
    sight.text.includes(PADDED) &&
    ["terraform", "tofu", "terragrunt"].some((program) => printedBy(sight, program)),
  squeeze: ({ text }) => text.split("\n").map(unpadded).join("\n"),
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
  squeeze: ({ text }) => text.split("\n").map((line) => line.replace(KEY, "$1 ")).join("\n"),
};

function unpadded(line: string): string {
  const at = line.indexOf(PADDED);
  if (at < 0 || at > LONGEST_NAME) return line;
  const name = line.slice(0, at).trimEnd();
  return NAME.test(name) ? `${name} ${line.slice(at).trimStart()}` : line;
}
