import { GAP, GAP_LINE, type Hit, isHit, type Mark, NUMBERED, type Row } from "./row.ts";

const BLANK: Row = { kind: "other", line: "" };

/** Longer ones are no paths. */
const LONGEST_PATH = 1000;
/** Places of a line that are tried as the end of a path. */
const TRIES = 64;
/** Lines in which a folder is looked for that others do not say, and how deep it may be. */
const FEW = 8;
const DEEPEST = 16;

const WITH_NAME = /[A-Za-z\u0080-\uffff_]/;
const WITH_EXTENSION = /\.\w+$/;

/** `path:12:text`, `path-13-text` beside it, `--` between: the rows of grep, rg, ag, ack and `git grep` with numbers. */
export function plainRowsOf(lines: readonly string[]): Row[] {
  const rows = rowsOf(lines);
  return rows.filter((row, i) => !isBlankBetween(row, rows[i - 1], rows[i + 1]));
}

/** A row for each line. */
function rowsOf(lines: readonly string[]): Row[] {
  const matches = lines.map(matchOf);
  const paths = new Set<string>();
  for (const match of matches) if (match !== undefined) paths.add(match.path);
  const root = rootBeside(lines, paths);
  if (root !== undefined) return rowsBelow(root, lines);
  const certain = new Set([...paths].filter(isCertain));
  let path: string | undefined;
  return lines.map((line, i): Row => {
    if (line === "") return BLANK;
    const match = matches[i];
    const row = isCertain(match?.path)
      ? match
      : besideOf(line, path, match ? certain : paths) ?? match;
    if (row !== undefined && isHit(row)) path = row.path;
    return row ?? { kind: "other", line };
  });
}

/** Paths stand on every row, so that a blank line between rows says nothing. */
function isBlankBetween(row: Row, above: Row | undefined, below: Row | undefined): boolean {
  return row.kind === "other" && row.line === "" && isOfSearch(above) && isOfSearch(below);
}

function isOfSearch(row: Row | undefined): boolean {
  return row !== undefined && row.kind !== "other";
}

/**
 * The folder that the Grep tool of Claude Code says on the rows beside a match, and not on the match itself:
 * `a.js:2:x` and `/home/me/project/a.js-3-y`.
 */
function rootBeside(
  lines: readonly string[],
  paths: ReadonlySet<string>,
): string | undefined {
  const beside = lines.filter((line) => line.startsWith("/")).slice(0, FEW);
  for (const { path } of beside.flatMap(besidesIn)) {
    const names = path.split("/", DEEPEST);
    const folders = names.map((_, i) => `${names.slice(0, i + 1).join("/")}/`).slice(1);
    const root = folders.find((folder) => paths.has(path.slice(folder.length)));
    if (root !== undefined) return paths.has(path) ? undefined : root;
  }
  return undefined;
}

/** The rows of lines of which some say the folder and some do not, all with it. */
function rowsBelow(root: string, lines: readonly string[]): Row[] {
  const bare = lines.map((line) => line.startsWith(root) ? line.slice(root.length) : line);
  return rowsOf(bare).map((row, i) => {
    if (isHit(row)) return { ...row, path: root + row.path };
    return row.kind === "other" ? { kind: "other", line: lines[i] } : row;
  });
}

/** Else it may be a path, a number and the beginning of a text that holds `:12:`. */
function isCertain(path: string | undefined): path is string {
  return path !== undefined && !/[-=]\d+[-=]/.test(path);
}

function matchOf(line: string): Hit | undefined {
  if (line === "") return undefined;
  for (let at = line.indexOf(":"); at >= 0; at = line.indexOf(":", at + 1)) {
    const end = digitsEnd(line, at + 1);
    if (end > at + 1 && line[end] === ":") {
      return isPath(line.slice(0, at)) ? hitOf(line, at, end, ":") : undefined;
    }
  }
  return undefined;
}

/** A row that is no match names a path that a match has named: paths hold `-12-` too. */
function besideOf(
  line: string,
  current: string | undefined,
  paths: ReadonlySet<string>,
): Row | undefined {
  if (line === GAP_LINE) return GAP;
  if (current !== undefined && line.startsWith(current)) {
    const row = besideAt(line, current.length);
    if (row !== undefined) return row;
  }
  return besidesIn(line).find((row) => paths.has(row.path));
}

/** The rows that the line could be, by where its path ends. */
function besidesIn(line: string): Hit[] {
  const rows: Hit[] = [];
  for (let at = 1; at < Math.min(line.length, LONGEST_PATH) && rows.length < TRIES; at++) {
    const row = besideAt(line, at);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

function besideAt(line: string, at: number): Hit | undefined {
  const mark = line[at];
  if (mark !== "-" && mark !== "=") return undefined;
  const end = digitsEnd(line, at + 1);
  return end > at + 1 && line[end] === mark ? hitOf(line, at, end, mark) : undefined;
}

function hitOf(line: string, at: number, end: number, mark: Mark): Hit {
  return {
    kind: "hit",
    path: line.slice(0, at),
    number: line.slice(at + 1, end),
    mark,
    text: line.slice(end + 1),
  };
}

function digitsEnd(line: string, from: number): number {
  let end = from;
  while (line.charCodeAt(end) >= 0x30 && line.charCodeAt(end) <= 0x39) end++;
  return end;
}

/** Times and log lines hold `:12:` too: `03-17 16:13:38`, `[info] 12:30:45`. */
export function isPath(path: string): boolean {
  if (path.length > LONGEST_PATH || path.includes("://") || path.endsWith("/")) return false;
  if (!WITH_NAME.test(path) || NUMBERED.test(path)) return false;
  if (!/\s/.test(path)) return true;
  return path === path.trim() && (path.includes("/") || WITH_EXTENSION.test(path));
}
