/** A field of a package, in Debian's way: its first line, and further ones that are indented. */
export interface Field {
  readonly name: string;
  readonly first: string;
  readonly more: readonly string[];
}

/** What is said of one package. */
export type Stanza = readonly Field[];

const FIRST_LINE = /^([A-Za-z][\w-]*):(?: |$)/;

/** The stanza that a text between blank lines is; `undefined` where a line is neither a field nor goes on with one. */
export function stanzaOf(text: string): Stanza | undefined {
  const fields: { name: string; first: string; more: string[] }[] = [];
  for (const line of text.split("\n")) {
    const [, name] = FIRST_LINE.exec(line) ?? [];
    if (name !== undefined) fields.push({ name, first: line, more: [] });
    else if (/^[ \t]/.test(line) && fields.length > 0) fields[fields.length - 1].more.push(line);
    else return undefined;
  }
  return fields;
}

/** The lines of some fields. */
export function linesOf(fields: Stanza): string[] {
  return fields.flatMap(({ first, more }) => [first, ...more]);
}

/** What the field says behind its name. */
export function valueOf(stanza: Stanza, name: string): string | undefined {
  return stanza.find((field) => field.name === name)?.first.slice(name.length + 2);
}

/** What is so of a package, where the rest is as of another one. */
export interface Difference {
  readonly lines: readonly string[];
  /** The fields that only the other one has. */
  readonly without: readonly string[];
}

/** How a package differs from another one; `undefined` where that can't be said: a field would lose further lines. */
export function differenceOf(stanza: Stanza, other: Stanza): Difference | undefined {
  const there = new Map(other.map((field) => [field.name, field]));
  const lines: string[] = [];
  for (const field of stanza) {
    const same = there.get(field.name);
    there.delete(field.name);
    const hasSameMore = same !== undefined && isSame(field.more, same.more);
    if (hasSameMore && field.first === same.first && field.name !== NAME) continue;
    if (!hasSameMore && field.more.length === 0 && same !== undefined) return undefined;
    lines.push(field.first, ...(hasSameMore ? [] : field.more));
  }
  return { lines, without: [...there.keys()] };
}

export const NAME = "Package";

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i]);
}
