import { FRAMES, gone, type Role } from "./role.ts";

/** So many failures of one result keep the source around the line that failed. */
const WHOLE = 5;

/** How a runner tells of a failure. */
export interface Telling {
  /** Its name, where the line is the first that tells of it. */
  nameIn(line: string): string | undefined;
  /** Lines that may be source. */
  readonly source: RegExp;
  /** Are they, where this line follows? */
  isSourceBefore(line: string): boolean;
  /** Is the line of such source one around that which failed? */
  isAround(line: string, next: string): boolean;
}

/** Lets the source around failures go, but for the first few, and for what stands whole in one of these. */
export function withFewSources(
  lines: readonly string[],
  roles: readonly Role[],
  { nameIn, source, isSourceBefore, isAround }: Telling,
): Role[] {
  const found = [...roles];
  const failures = new Failures();
  const isText = (at: number) => at < lines.length && roles[at].kind === "text";
  for (let at = 0; at < lines.length;) {
    const name = isText(at) ? nameIn(lines[at]) : undefined;
    if (name !== undefined) failures.begin(name);
    let end = at;
    while (isText(end) && source.test(lines[end])) end++;
    const isSource = end > at && isSourceBefore(lines[end] ?? "");
    if (isSource && failures.mayCut(lines.slice(at, end).join("\n"))) {
      for (let i = at; i < end; i++) {
        if (isAround(lines[i], lines[i + 1] ?? "")) found[i] = gone(FRAMES);
      }
    }
    at = Math.max(end, at + 1);
  }
  return found;
}

/** The failures told so far, and the source that stands whole. */
class Failures {
  readonly #numbers = new Map<string, number>();
  readonly #whole = new Set<string>();
  #current = 0;

  /** A failure that is told again is no new one. */
  begin(name: string): void {
    this.#current = this.#numbers.get(name) ?? this.#numbers.size + 1;
    this.#numbers.set(name, this.#current);
  }

  /** What stands whole already becomes a reference, which is shorter than a part. */
  mayCut(source: string): boolean {
    if (this.#current <= WHOLE) this.#whole.add(source);
    return !this.#whole.has(source);
  }
}
