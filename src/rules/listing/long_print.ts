import type { LongRow } from "./long_row.ts";
import { commonest } from "./usual.ts";

/** A row of a long listing, or another line of it. */
export type LongLine = LongRow | string;

/** Heads the folder of a recursive listing. */
const HEADING = /^\S.*:$/;
const TOTAL = /^total \S+$/;
/** Stands where a line that could be taken for a row follows the last one. */
const END = "[end of listing]";

/** What rows do not say, because most of them would say the same. */
interface Usual {
  /** By their first letters, which tell files, folders and links apart. */
  readonly modes: ReadonlyMap<string, string>;
  readonly owner: string;
  readonly time: string;
  /** A time holds for the rows below it, until the next folder. */
  readonly timeHolds: boolean;
  /** Hard links of folders; `undefined` where they are not told. */
  readonly links: string | undefined;
  /** Has a file more than one? */
  readonly linked: boolean;
  /** Do rows begin with counts? */
  readonly counted: boolean;
}

/**
 * Prints a long listing: what most rows have in common is said once, and a row says what is otherwise. How many hard
 * links a folder has, which is how many folders are in it, is told or not.
 */
export function longListing(lines: readonly LongLine[], tellsLinks: boolean): string {
  const usual = usualOf(lines, tellsLinks);
  const printer = new Printer(usual);
  const out = lines.flatMap((line) => printer.print(line));
  out.splice(topOf(lines), 0, legendOf(usual));
  return out.join("\n");
}

export function isRow(line: LongLine): line is LongRow {
  return typeof line !== "string";
}

/** The folder that a line heads, in a recursive listing. */
export function folderHeaded(line: string): string | undefined {
  return HEADING.test(line) ? line.slice(0, -1) : undefined;
}

function usualOf(lines: readonly LongLine[], tellsLinks: boolean): Usual {
  const rows = lines.filter(isRow);
  const modesOf = (kind: string) =>
    commonest(rows.map(({ mode }) => mode).filter((mode) => mode[0] === kind)) ?? "";
  const folders = rows.filter(isFolder);
  const time = commonest(rows.map(({ time }) => time)) ?? "";
  const modes = ["-", "d", "l"].map((kind) => [kind, modesOf(kind)] as const);
  return {
    modes: new Map(modes.filter(([, mode]) => mode !== "")),
    owner: commonest(rows.map(({ owner }) => owner)) ?? "",
    time,
    timeHolds: changesOf(lines, time) < rows.filter((row) => row.time !== time).length,
    links: tellsLinks ? commonest(folders.map(({ links }) => links)) : undefined,
    linked: rows.some((row) => !isFolder(row) && row.links !== "1"),
    counted: rows.some(({ counts }) => counts !== undefined),
  };
}

/** How often a time is shown that holds for the rows below it. */
function changesOf(lines: readonly LongLine[], usual: string): number {
  let changes = 0;
  let current = usual;
  for (const line of lines) {
    const time = isRow(line) ? line.time : folderHeaded(line) === undefined ? current : usual;
    if (isRow(line) && time !== current) changes++;
    current = time;
  }
  return changes;
}

function legendOf({ modes, owner, time, timeHolds, links, linked, counted }: Usual): string {
  const of: Record<string, string> = { "-": "", d: " for name/", l: " for ->" };
  const said = [
    ...[...modes].map(([kind, mode]) => mode + of[kind]),
    owner,
    time,
    ...(linked || links !== undefined ? ["x1 (hard links)"] : []),
    ...(links === undefined ? [] : [`x${links} for name/`]),
  ];
  const first = counted ? "inode and blocks first; " : "";
  return `[${first}unless shown: ${said.join(", ")}${
    timeHolds ? "; a time holds for the rows below" : ""
  }]`;
}

/** Where the listing begins, with what heads its first row. */
function topOf(lines: readonly LongLine[]): number {
  let top = lines.findIndex(isRow);
  const heads = (line: LongLine | undefined) =>
    typeof line === "string" && (TOTAL.test(line) || HEADING.test(line));
  while (heads(lines[top - 1])) top--;
  return top;
}

export function isFolder({ mode }: LongRow): boolean {
  return mode.startsWith("d");
}

/** Does the name tell a file from a link? */
function showsKind({ mode, name }: LongRow): boolean {
  return name.includes(" -> ") === mode.startsWith("l");
}

/** Prints from top to bottom. */
class Printer {
  readonly #usual: Usual;
  #time: string;
  #inRows = false;

  constructor(usual: Usual) {
    this.#usual = usual;
    this.#time = usual.time;
  }

  print(line: LongLine): string[] {
    if (isRow(line)) {
      this.#inRows = true;
      return [this.#row(line)];
    }
    if (folderHeaded(line) !== undefined) this.#time = this.#usual.time;
    const ends = this.#inRows && /^\s*[\d-]/.test(line);
    if (line !== "" && !TOTAL.test(line)) this.#inRows = false;
    return ends ? [END, line] : [line];
  }

  #row(row: LongRow): string {
    const { modes, owner } = this.#usual;
    const words = [
      row.counts ?? "",
      this.#time === row.time ? "" : row.time,
      modes.get(row.mode[0]) === row.mode && showsKind(row) ? "" : row.mode,
      row.links === this.#usualLinks(row) ? "" : `x${row.links}`,
      owner === row.owner ? "" : row.owner,
      row.size,
      isFolder(row) && !row.name.endsWith("/") ? `${row.name}/` : row.name,
    ];
    if (this.#usual.timeHolds) this.#time = row.time;
    return words.filter((word) => word !== "").join(" ");
  }

  #usualLinks(row: LongRow): string {
    return isFolder(row) ? this.#usual.links ?? row.links : "1";
  }
}
