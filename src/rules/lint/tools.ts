import type { Sight } from "../rule.ts";

/** What these print was written by others, at another time: it is no report on the state of the code. */
const QUOTERS = new Set(
  ("ag ack curl diff echo egrep fd fgrep find gh git glab grep hg jq ls patch printf rg svn tree wget yq")
    .split(" "),
);

/** Could a compiler, linter or test runner have printed the text, called by name or by a script? */
export function mayRunTool({ pipelines }: Pick<Sight, "pipelines">): boolean {
  return pipelines.some(([first]) => !QUOTERS.has(first.program));
}
