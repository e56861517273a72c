/** A name has no more parts than this: what follows belongs to the last one. */
export const MOST_PARTS = 20;

const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const COLON = 0x3a;
const DOT = 0x2e;

/** A row of parts, from the first to the last one, and where it stands in the name. */
export type VisitStretch = (from: number, to: number, start: number, end: number) => void;

/**
 * The parts of a name, one name at a time: between the slashes of a path, the dots of a dotted name. The root of a
 * path belongs to its first part.
 */
export class Parts {
  readonly #starts = new Int32Array(MOST_PARTS);
  readonly #ends = new Int32Array(MOST_PARTS);
  #count = 0;

  /** Reads a name; what follows speaks of it. */
  read(name: string): void {
    const separator = separatorOf(name);
    this.#starts[0] = 0;
    this.#count = 1;
    for (let at = rootEnd(name); at < name.length; at++) {
      if (!isSeparator(name.charCodeAt(at), separator)) continue;
      if (this.#count === MOST_PARTS) break;
      const end = at;
      while (isSeparator(name.charCodeAt(at + 1), separator)) at++;
      this.#ends[this.#count - 1] = end;
      this.#starts[this.#count] = at + 1;
      this.#count++;
    }
    this.#ends[this.#count - 1] = name.length;
  }

  /** Whether one of the stretches that are so long or longer is such a one. */
  some(shortest: number, isSuch: (start: number, end: number) => boolean): boolean {
    let found = false;
    this.stretches(shortest, (_from, _to, start, end) => {
      found ||= isSuch(start, end);
    });
    return found;
  }

  /** The stretches that are so long or longer, in characters. */
  stretches(shortest: number, visit: VisitStretch): void {
    for (let from = 0; from < this.#count; from++) {
      const start = this.#starts[from];
      for (let to = this.#count - 1; to >= from; to--) {
        const end = this.#ends[to];
        if (end - start < shortest) break;
        visit(from, to, start, end);
      }
    }
  }
}

/** Where the root of a path ends: `https://`, `/`, `\\`. */
function rootEnd(name: string): number {
  const scheme = name.indexOf("://");
  if (scheme > 0) return scheme + 3;
  let at = 0;
  while (isSeparator(name.charCodeAt(at), SLASH)) at++;
  return at;
}

function separatorOf(name: string): number {
  if (name.includes("/") || name.includes("\\")) return SLASH;
  return name.includes("::") ? COLON : DOT;
}

function isSeparator(code: number, separator: number): boolean {
  return code === separator || (separator === SLASH && code === BACKSLASH);
}
