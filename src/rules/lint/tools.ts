import type { Sight } from "../rule.ts";

/** What these print was written by others, at another time: it is no report on the state of the code. */
const QUOTERS = new Set(
  ("ag ack curl diff echo egrep fd fgrep find gh git glab grep hg jq ls patch printf rg svn tree wget yq")
    .split(" "),
);

/**
 * Could a compiler or linter have printed the text, called by name or by a script? Then it has one of the signs in it,
 * which are quickly looked for, and the form of its reports.
 */
export function mayReport(
  { pipelines, text }: Pick<Sight, "pipelines" | "text">,
  signs: readonly string[],
  form: RegExp,
): boolean {
  return pipelines.some(([first]) => !QUOTERS.has(first.program)) &&
    signs.some((sign) => text.includes(sign)) && form.test(text);
}
