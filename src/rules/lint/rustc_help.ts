import type { Row } from "./gutter.ts";

/** What a line of code should be: said behind the place that it is about, or in lines of its own. */
export interface Help {
  readonly remedy: string | undefined;
  readonly lines: readonly string[];
}

/** Reads the code that is shown below `help: ...`; `line` is what the message is about. */
export function helpOf(rows: readonly Row[], line: number): Help {
  const code = rows.filter((row) => row.line !== undefined);
  const better = code.filter(({ sign }) => sign !== "-");
  const isOne = better.length === 1 && code.every((row) => row.line === line);
  if (isOne && code.length <= 2) return { remedy: better[0].text.trim(), lines: [] };
  return { remedy: undefined, lines: rows.flatMap((row, i) => lineOf(row, rows[i + 1])) };
}

/** A line as it should be, and what is new in it where that is marked below. */
function lineOf({ line, sign, text }: Row, below: Row | undefined): string[] {
  if (line === undefined) return [];
  const inserted = below?.line === undefined ? insertedIn(text, below?.text ?? "") : [];
  return [
    `    ${line} ${sign} ${text}${inserted.length === 0 ? "" : ` (new: ${inserted.join(" ")})`}`,
  ];
}

function insertedIn(text: string, marks: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < marks.length; at++) {
    if (marks[at] !== "+" && marks[at] !== "~") continue;
    const from = at;
    while (marks[at] === "+" || marks[at] === "~") at++;
    pieces.push(`\`${text.slice(from, at)}\``);
  }
  return pieces;
}
