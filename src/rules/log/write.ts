import { troubleIn } from "../trouble.ts";
import { type Entry, fieldsOf, type Pattern } from "./pattern.ts";
import { BLANK } from "./shape.ts";

/** One of these stands for what differs: the first that no pattern holds. */
const BLANKS = ["*", "~", "<>", "{*}", "<*>"];

/** A value that is the same in the line above. No value is written so: it would hold a digit. */
const SAME = "=";

/** What a line that is written by its pattern says behind its stamp. */
const ROW = /^#\d+(?: |$)/;

/** A pattern that tells of trouble and has no more lines than this keeps all of them; the others as many as the second. */
const RARE = 6;
const FIRST = 3;

/** Lines at the end that stand in full: how it ended is what most logs are read for. */
const LAST = 2;

/** What a log begins with that has been written by patterns. */
export const LEGEND = "[Log by patterns. ";

/** A line as it is sent. */
export interface Row {
  readonly text: string;
  readonly entry: Entry;
  /** The pattern that it is written by, and its number; `undefined` where it stands in full. */
  readonly by: Numbered | undefined;
}

interface Numbered {
  readonly pattern: Pattern;
  readonly number: number;
}

/** A log in patterns: first what they are, then the lines. */
export interface Log {
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}

/** Writes a log by its patterns. `undefined` where that would be misread. */
export function logOf(entries: readonly Entry[], patterns: readonly Pattern[]): Log | undefined {
  const blank = BLANKS.find((blank) => patterns.every(({ text }) => !text.includes(blank)));
  if (blank === undefined) return undefined;
  const numbered = patterns.map((pattern, i) => ({ pattern, number: i + 1 }));
  const rows = rowsOf(entries, numbered);
  if (rows.some(({ entry, by }) => by === undefined && ROW.test(saidIn(entry)))) return undefined;
  return { head: headOf(numbered, blank), rows };
}

function saidIn({ line, stamp }: Entry): string {
  return stamp === undefined ? line : line.slice(stamp.length + 1);
}

function headOf(patterns: readonly Numbered[], blank: string): string[] {
  const definitions = patterns.map(({ pattern: { text, entries }, number }) =>
    `#${number} (${entries.length} lines) ${text.replaceAll(BLANK, blank)}`
  );
  return [
    `${LEGEND}"12:00:01 #1 a b" is pattern #1 with a and b for its ${blank}; ${SAME} is as in the line above; so is a day not told. Patterns:]`,
    ...definitions,
    "[Lines:]",
  ];
}

function rowsOf(entries: readonly Entry[], patterns: readonly Numbered[]): Row[] {
  const written = new Map(
    patterns.flatMap((numbered) => numbered.pattern.entries.map((entry) => [entry, numbered])),
  );
  const last = entries.findLastIndex(({ line }) => line.trim() !== "");
  const news = new News();
  const rows: Row[] = [];
  let day: string | undefined;
  for (const [i, entry] of entries.entries()) {
    const isEnd = i === 0 || i > last - LAST;
    const numbered = isEnd ? undefined : written.get(entry);
    const by = numbered && news.isTold(entry, numbered.pattern) ? numbered : undefined;
    const text = by ? textOf(entry, by, rows.at(-1), day) : entry.line;
    rows.push({ text, entry, by });
    day = entry.stamp?.day ?? day;
  }
  return rows;
}

function textOf(
  entry: Entry,
  by: Numbered,
  above: Row | undefined,
  day: string | undefined,
): string {
  const { line, stamp } = entry;
  const same = above?.by === by ? fieldsOf(above.entry, by.pattern) : [];
  const fields = fieldsOf(entry, by.pattern).map((field, i) => field === same[i] ? SAME : field);
  const row = [`#${by.number}`, ...fields].join(" ");
  if (stamp === undefined) return row;
  const when = stamp.day === day ? stamp.label + stamp.time : line.slice(0, stamp.length);
  return `${when} ${row}`;
}

/** What lines have told of trouble. */
class News {
  readonly #told = new Map<Pattern, number>();

  /** May the line be written by its pattern: does it tell of no trouble, or of one that others have told in full? */
  isTold({ line }: Entry, pattern: Pattern): boolean {
    const told = this.#told.get(pattern) ?? 0;
    if (pattern.entries.length > RARE && told >= FIRST || troubleIn(line) === undefined) {
      return true;
    }
    this.#told.set(pattern, told + 1);
    return false;
  }
}
