import type { Rule } from "../rule.ts";
import { mayReport } from "./tools.ts";

const ROW = /^(?:vet: )?(\S+\.go:\d{1,7}(?::\d{1,7})?): \S/;
/** `golangci-lint` shows the line, and a caret below it for the column that the row names. */
const CARET = /^[ \t]*\^$/;
/** Shorter reasons are not worth pointing back. */
const LONG = 40;

/** What `go build`, `go vet` and `golangci-lint` report: rows stay, the reasons below them stand once. */
export const goReport: Rule = {
  name: "go_report",
  doc: "go build, go vet, golangci-lint: reasons that stood before are pointed at; carets go",
  loses: "nothing",
  matches: (sight) => mayReport(sight, [".go:"], /^(?:vet: )?[^\s{"]{1,300}\.go:\d+(?::\d+)?: \S/m),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const known = new Map<string, string>();
    const answer: string[] = [];
    for (let at = 0; at < lines.length;) {
      const place = ROW.exec(lines[at])?.[1];
      answer.push(lines[at++]);
      if (place === undefined) continue;
      const from = at;
      while (/^[ \t]+\S/.test(lines[at] ?? "")) at++;
      const said = lines.slice(from, at);
      // A note that follows speaks of these lines as they stand.
      const isNoted = lines[at]?.startsWith("[") ?? false;
      for (const line of isNoted ? said : reasonsOf(said, place, known)) answer.push(line);
    }
    return answer.length < lines.length ? answer.join("\n") : undefined;
  },
};

function reasonsOf(
  lines: readonly string[],
  place: string,
  known: Map<string, string>,
): readonly string[] {
  if (lines.length === 2 && CARET.test(lines[1]) && isColumn(lines[1], place)) return [lines[0]];
  const key = lines.join("\n");
  const first = known.get(key);
  if (first === undefined) known.set(key, place);
  return first === undefined || key.length < LONG || lines.length < 2
    ? lines
    : [`\t[as at ${first}]`];
}

/** Does the caret stand below the column of the place? */
function isColumn(caret: string, place: string): boolean {
  return place.endsWith(`:${caret.length}`);
}
