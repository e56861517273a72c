import type { Reader } from "./parts.ts";

/** A line of a file, and the commit that brought it. */
interface Row {
  readonly hash: string;
  /** `src/old.ts (A. Uthor 2024-05-06 07:08:09 +0200)` */
  readonly origin: string;
  readonly number: number;
  readonly code: string;
}

/** `^` marks the first commit, `?` and `*` what `--ignore-rev` changed. */
const HASH = /^[\^?*]{0,3}[0-9a-f]{7,64}[ \t]/;
/** `2024-05-06 07:08:09 +0200)`, `2024-05-06)` */
const TIME = /(?: [+-]\d{4}|-\d\d)\)$/;
/** A path and a name are shorter than so. */
const LONGEST_ORIGIN = 600;
const LEAST_ROWS = 2;

/** Rows of `git blame` under their commits: a commit's words at first sight, its hash alone from then on. */
export const blame: Reader = (lines, at) => {
  const rows = rowsAt(lines, at);
  if (rows.length === 0) return undefined;
  const end = at + rows.length;
  return { end, lines: rows.length < LEAST_ROWS ? lines.slice(at, end) : underCommits(rows) };
};

function rowsAt(lines: readonly string[], at: number): Row[] {
  const rows: Row[] = [];
  for (let i = at; i < lines.length; i++) {
    const last = rows.at(-1)?.number;
    const row = rowOf(lines[i], last === undefined ? undefined : last + 1);
    if (row === undefined || last !== undefined && row.number <= last) break;
    rows.push(row);
  }
  return rows;
}

function underCommits(rows: readonly Row[]): string[] {
  const origins = new Map<string, string>();
  const lines: string[] = [];
  rows.forEach(({ hash, origin, number, code }, i) => {
    const before = rows[i - 1];
    if (before?.hash !== hash || before.origin !== origin) {
      const isKnown = origin === "" || origins.get(hash) === origin;
      lines.push(isKnown ? hash : `${hash} ${origin}`);
      origins.set(hash, origin);
    }
    lines.push(code === "" ? `${number}` : `${number} ${code}`);
  });
  return lines;
}

/** A name may hold ` 7) `: of several numbers that is taken which stands behind a time, else the next, else the first. */
function rowOf(line: string, next: number | undefined): Row | undefined {
  const marked = HASH.exec(line)?.[0];
  if (marked === undefined) return undefined;
  let best: Row | undefined;
  const to = Math.min(line.length, LONGEST_ORIGIN);
  for (
    let close = line.indexOf(")");
    close >= 0 && close < to;
    close = line.indexOf(")", close + 1)
  ) {
    const row = rowUpTo(line, marked.length, close);
    if (row === undefined) continue;
    // `-s`: no name, no time, and what follows is code.
    if (best === undefined && !row.origin.includes("(") || TIME.test(row.origin)) return row;
    if (best === undefined || best.number !== next && row.number === next) best = row;
  }
  return best;
}

/** The row, if the line's number ends here. `git annotate` puts tabs between, and none behind it. */
function rowUpTo(line: string, from: number, close: number): Row | undefined {
  let start = close;
  while (start > from && line[start - 1] >= "0" && line[start - 1] <= "9") start--;
  const between = line[start - 1];
  if (start === close || close - start > 9 || between !== " " && between !== "\t") return undefined;
  const isSetApart = between === " " && close + 1 < line.length;
  if (isSetApart && line[close + 1] !== " ") return undefined;
  const said = line.slice(from, start).trim().replace(/[ \t]+/g, " ").replace("( ", "(");
  return {
    hash: line.slice(0, from - 1),
    origin: said.includes("(") ? `${said})` : said,
    number: Number(line.slice(start, close)),
    code: line.slice(isSetApart ? close + 2 : close + 1),
  };
}
