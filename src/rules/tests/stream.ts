import type { Runner } from "./runner.ts";

/**
 * What task runners put before each line, to say whose it is: `web:test: `, `packages/web test: `, `@acme/web: `,
 * `[0] `, `web-1  | `.
 */
const PREFIX =
  /^(?:@?[\w.@/-]+(?:[:#][\w.@:/-]+)?(?: [\w.:-]+)?: |\[[^\][\s]+\]:? |@?[\w.@/-]+ +\| )/;
const LONGEST_PREFIX = 120;

/** The lines of one program: of several at once, each has a prefix of its own. */
export interface Stream {
  /** Where the lines stand in the text. */
  readonly places: readonly number[];
  /** The lines, prefixes and carriage returns taken off. */
  readonly lines: readonly string[];
}

/** The prefixes under which the text holds a print of this runner: `""` where there is none. */
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
  const prefix = PREFIX.exec(line.slice(0, LONGEST_PREFIX))?.[0];
  return prefix !== undefined && proof.test(line.slice(prefix.length)) ? prefix : undefined;
}

function streamOf(lines: readonly string[], prefix: string): Stream {
  if (prefix === "") return { places: [...lines.keys()], lines: lines.map(withoutReturn) };
  const bare = prefix.trimEnd();
  const places: number[] = [];
  const own: string[] = [];
  lines.forEach((line, place) => {
    const content = withoutReturn(line);
    if (!content.startsWith(prefix) && content !== bare) return;
    places.push(place);
    own.push(content.slice(prefix.length));
  });
  return { places, lines: own };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
