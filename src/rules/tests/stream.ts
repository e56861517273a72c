import type { Runner } from "./runner.ts";

/**
 * What task runners put before each line, to say whose it is: `web:test: `, `packages/web test: `, `@acme/web: `,
 * `[0] `, `[test:unit ] `, `web-1  | `.
 */
const PREFIX =
  /^(?:@?[\w.@/-]+(?:[:#][\w.@:/-]+)?(?: [\w.:-]+)?: |\[[^\][\s]+ *\]:? |@?[\w.@:/-]+ +\| )/;
/** And GitHub before each line of a log: the time, and behind `gh run view --log` the job and the step. */
const STAMP = /^(?:[^\t]{1,100}\t[^\t]{1,100}\t)?\ufeff?\d{4}-\d\d-\d\dT[\d:.]+Z /;
/** Stands for all prefixes of that kind. */
const STAMPED = "\t";
const LONGEST_PREFIX = 260;

/** The lines of one program: of several at once, each has a prefix of its own. */
export interface Stream {
  /** Where the lines stand in the text. */
  readonly places: readonly number[];
  /** The lines, prefixes and carriage returns taken off. */
  readonly lines: readonly string[];
}

/** The prefixes under which the text holds a print of this runner: `""` where there is no prefix. */
export function* prefixesOf(text: string, { signs, proof }: Runner): Generator<string> {
  for (const sign of signs) {
    for (let at = text.indexOf(sign); at >= 0;) {
      const end = endOfLine(text, at);
      const line = text.slice(text.lastIndexOf("\n", at) + 1, end);
      const prefix = prefixOf(withoutReturn(line), proof);
      if (prefix !== undefined) yield prefix;
      at = text.indexOf(sign, end);
    }
  }
}

/** The lines of each of these prefixes. Without a prefix all lines are taken for one program's. */
export function streamsOf(lines: readonly string[], prefixes: ReadonlySet<string>): Stream[] {
  return [...prefixes].map((prefix) => streamOf(lines, prefix));
}

function prefixOf(line: string, proof: RegExp): string | undefined {
  if (proof.test(line)) return "";
  const start = line.slice(0, LONGEST_PREFIX);
  const prefix = PREFIX.exec(start)?.[0];
  if (prefix !== undefined && proof.test(line.slice(prefix.length))) return prefix;
  const stamp = STAMP.exec(start)?.[0];
  return stamp !== undefined && proof.test(line.slice(stamp.length)) ? STAMPED : undefined;
}

function streamOf(lines: readonly string[], prefix: string): Stream {
  if (prefix === "") return { places: [...lines.keys()], lines: lines.map(withoutReturn) };
  const places: number[] = [];
  const own: string[] = [];
  lines.forEach((line, place) => {
    const content = contentOf(withoutReturn(line), prefix);
    if (content === undefined) return;
    places.push(place);
    own.push(content);
  });
  return { places, lines: own };
}

/** Blanks at a line's end may be gone, and so that of the prefix where nothing follows. */
function contentOf(line: string, prefix: string): string | undefined {
  if (prefix === STAMPED) {
    const stamp = STAMP.exec(line.slice(0, LONGEST_PREFIX))?.[0] ??
      STAMP.exec(`${line.slice(0, LONGEST_PREFIX)} `)?.[0];
    return stamp === undefined ? undefined : line.slice(stamp.length);
  }
  return line.startsWith(prefix) || line === prefix.trimEnd()
    ? line.slice(prefix.length)
    : undefined;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
