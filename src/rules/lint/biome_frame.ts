import type { SourceLine } from "./diagnostic.ts";

/** What `biome` shows below a sentence: code with marks, or what would change. */
export interface BiomeFrame {
  /** `301:7-16`; `undefined` where nothing is marked. */
  readonly at: string | undefined;
  readonly source: readonly SourceLine[];
}

const CODE = /^ +(>)? *(\d{1,7}) │(?: (.*))?$/;
const MARKS = /^ +│ ( *)(\^+)$/;

/** Stands for the lines in the middle of a long piece. */
const LEFT_OUT = "...";

/** Reads code with `>` before the lines that are meant, and `^^^` below them. */
export function markedFrame(rows: readonly string[], path: string): BiomeFrame | undefined {
  const source: SourceLine[] = [];
  let from: string | undefined;
  let to = "";
  for (const [i, row] of rows.entries()) {
    const code = CODE.exec(row);
    const marks = MARKS.exec(rows[i + 1] ?? "");
    if (code === null) {
      if (!MARKS.test(row) && row.trim() !== LEFT_OUT || i === 0) return undefined;
      continue;
    }
    const [, sign, number, text = ""] = code;
    const isContext = sign === undefined;
    if (text !== "" || !isContext) {
      source.push({ path, line: Number(number), text: text.trim(), isContext });
    }
    if (isContext || marks === null) continue;
    const column = marks[1].length + 1;
    from ??= `${number}:${column}`;
    const end = column + marks[2].length;
    to = from.startsWith(`${number}:`) ? `${end}` : `${number}:${end}`;
  }
  return from === undefined ? undefined : { at: `${from}-${to}`, source };
}
