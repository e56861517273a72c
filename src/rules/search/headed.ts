import { withTextsOnce } from "./once.ts";
import { isPath } from "./plain.ts";
import { GAP, GAP_LINE, type Hit, type Mark, type Row } from "./row.ts";

/** How a search prints its hits below the paths of their files. */
interface Form {
  /** The path that the line, which stands above a row, names. */
  pathOf(line: string): string | undefined;
  /** What stands before the text of a row: its number, and its mark where that is said. */
  readonly row: RegExp;
  /** Stands between files, and says nothing. */
  readonly filler: string;
}

/** `src/a.ts`, `12:text`, and a blank line before the next path: rg where it writes to a terminal or is told to. */
const HEADING: Form = {
  pathOf: (line) => isPath(line) ? line : undefined,
  row: /^(\d+)([:=-])/,
  filler: "",
};

/** `/x/a.ts:`, `  Line 12: text`: OpenCode. */
const LINE: Form = {
  pathOf: (line) => line.endsWith(":") ? line.slice(0, -1) : undefined,
  row: /^ {2}Line (\d+): /,
  filler: "",
};

/** `File: a.ts`, `L12: text`, `---`: Gemini CLI. */
const FILE: Form = {
  pathOf: (line) => line.startsWith("File: ") ? line.slice("File: ".length) : undefined,
  row: /^L(\d+)([:-]) ?/,
  filler: "---",
};

/** The line end of a hit goes with it in some versions of OpenCode. */
const LINE_ENDS = /(\n {2}Line \d+: [^\n]*)\n(?=\n {2}Line \d)/g;

/** The rows of a search that prints them below the paths of their files; `undefined` where some are left over. */
export function headedRowsOf(text: string): Row[] | undefined {
  const form = formOf(text);
  const lines = (form === LINE ? text.replace(LINE_ENDS, "$1") : text).split("\n");
  const rows = new Reader(form, lines).rows();
  const isLeft = (row: Row) => row.kind === "other" && form.row.test(row.line);
  if (rows.some(isLeft)) return undefined;
  // The rows of rg are looked for whole.
  return form === HEADING ? rows : withTextsOnce(rows);
}

function formOf(text: string): Form {
  if (/^File: .*\nL\d/m.test(text)) return FILE;
  return /:\n {2}Line \d+: /.test(text) ? LINE : HEADING;
}

/** Reads the lines from top to bottom. */
class Reader {
  readonly #form: Form;
  readonly #lines: readonly string[];
  #path: string | undefined;

  constructor(form: Form, lines: readonly string[]) {
    this.#form = form;
    this.#lines = lines;
  }

  rows(): Row[] {
    const rows: Row[] = [];
    for (let i = 0; i < this.#lines.length; i++) {
      const row = this.#rowAt(i);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  #rowAt(i: number): Row | undefined {
    const line = this.#lines[i];
    const path = this.#headingAt(i);
    if (path !== undefined || this.#isFiller(line, i)) {
      this.#path = path;
      return undefined;
    }
    const hit = this.#hitOf(line);
    if (hit !== undefined) return hit;
    if (this.#path !== undefined && line === GAP_LINE) return GAP;
    this.#path = undefined;
    return { kind: "other", line };
  }

  /** A heading has a row below it, and no row above. */
  #headingAt(i: number): string | undefined {
    const { row, pathOf } = this.#form;
    const line = this.#lines[i];
    if (this.#path !== undefined || line === "" || row.test(line)) return undefined;
    return row.test(this.#lines[i + 1] ?? "") ? pathOf(line) : undefined;
  }

  #hitOf(line: string): Hit | undefined {
    const found = this.#path === undefined ? null : this.#form.row.exec(line);
    if (this.#path === undefined || found === null) return undefined;
    const [before, number, mark = ":"] = found;
    const text = line.slice(before.length);
    return { kind: "hit", path: this.#path, number, mark: mark as Mark, text };
  }

  #isFiller(line: string, i: number): boolean {
    if (line !== this.#form.filler) return false;
    return this.#path !== undefined || this.#headingAt(i + 1) !== undefined;
  }
}
