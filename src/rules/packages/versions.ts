/** Between the first and the last of some versions that count on. */
export const TO = "..";
/** The number that a version ends with. */
const LAST_NUMBER = /^(|.*?\D)(0|[1-9]\d{0,14})$/s;

/** A version, and how many more follow whose last number counts on by one, up or down. */
interface Span {
  readonly stem: string;
  readonly first: number;
  last: number;
}

/** `1.0.0 1.0.1 1.0.2 1.1.0` as `1.0.0..2 1.1.0`; `undefined` where that can't be read back. */
export function ranged(versions: readonly string[]): string | undefined {
  if (versions.some((version) => version === "" || /\s/.test(version) || version.includes(TO))) {
    return undefined;
  }
  const spans: (Span | string)[] = [];
  for (const version of versions) {
    const [, stem, digits] = LAST_NUMBER.exec(version) ?? [];
    const last = spans.at(-1);
    const number = Number(digits);
    if (stem === undefined) spans.push(version);
    else if (typeof last === "object" && last.stem === stem && counts(last, number)) {
      last.last = number;
    } else spans.push({ stem, first: number, last: number });
  }
  return spans.map(written).join(" ");
}

/** The versions that `ranged` has written. */
export function unranged(text: string): string[] {
  if (text === "") return [];
  return text.split(" ").flatMap((part) => {
    const at = part.indexOf(TO);
    const [, stem, digits] = LAST_NUMBER.exec(at < 0 ? "" : part.slice(0, at)) ?? [];
    if (stem === undefined) return [part];
    const first = Number(digits);
    const last = Number(part.slice(at + TO.length));
    const step = last < first ? -1 : 1;
    return Array.from({ length: Math.abs(last - first) + 1 }, (_, i) => stem + (first + i * step));
  });
}

function counts({ first, last }: Span, next: number): boolean {
  if (last === first) return Math.abs(next - last) === 1;
  return next - last === Math.sign(last - first);
}

function written(span: Span | string): string {
  if (typeof span === "string") return span;
  const { stem, first, last } = span;
  return last === first ? `${stem}${first}` : `${stem}${first}${TO}${last}`;
}
