import { gapEnd, NO_TOKEN, tokenEnd } from "./lexical.ts";
import { shortened } from "./links.ts";
import { type Container, type Content, type Kind, Pool, type Value } from "./value.ts";

/** What follows one value at the text's own level, before the next: `1,2`, or values a line each. */
export type Separator = "," | "\n";

/** A stretch of JSON in a text: values one after another, and those that the text does not close. */
export interface Reading {
  readonly values: readonly Container[];
  readonly separator: Separator;
  /** Outermost first; each is the last value of the one before it. None where the last value is whole. */
  readonly open: readonly Open[];
  /** Are urls in it written short? */
  readonly linked: boolean;
  /** Characters of its tokens, as they stand in the text. */
  readonly size: number;
  /** Where in the text begins what has not been read. */
  readonly end: number;
}

/** A bracket that the text does not close: what stands behind it, whole, and the key of what is open in it. */
export interface Open extends Content {
  readonly key: string | undefined;
}

/** Deeper ones are not read: those who print values do so by recursion. */
const DEEPEST = 100;

const CLOSERS = { "[": "]", "{": "}" };

/** A bracket whose content is being read. */
class Frame implements Open {
  readonly keys: string[] = [];
  readonly values: Value[] = [];
  key: string | undefined;

  /** `end`: behind what has been read of it in full. */
  constructor(readonly kind: Kind, public end: number) {}

  add(value: Value, end: number): void {
    if (this.key !== undefined) this.keys.push(this.key);
    this.key = undefined;
    this.values.push(value);
    this.end = end;
  }
}

/** Reads JSON from a bracket on, as far as it goes. `undefined` where it is too deep. */
export function readFrom(text: string, start: number, links: boolean): Reading | undefined {
  return new Reader(text, start, links).read();
}

class Reader {
  readonly #text: string;
  readonly #pool = new Pool();
  readonly #links: boolean;
  #linked = false;
  #size = 0;
  readonly #values: Container[] = [];
  readonly #open: Frame[] = [];
  #separator: Separator | undefined;
  #at: number;
  /** Behind the last value that is whole. */
  #end: number;

  constructor(text: string, start: number, links: boolean) {
    this.#text = text;
    this.#at = this.#end = start;
    this.#links = links;
  }

  read(): Reading | undefined {
    do {
      while (this.#step()) {
        if (this.#open.length > DEEPEST) return undefined;
      }
    } while (this.#open.length === 0 && this.#goesOn());
    return {
      values: this.#values,
      separator: this.#separator ?? "\n",
      open: this.#open,
      linked: this.#linked,
      size: this.#size,
      end: this.#open.at(-1)?.end ?? this.#end,
    };
  }

  /** Reads one value, or the bracket that opens it, and what follows it. False at the end, and where JSON breaks off. */
  #step(): boolean {
    const char = this.#text[this.#at];
    if (char === "[" || char === "{") return this.#opens(char);
    const frame = this.#open.at(-1);
    const end = tokenEnd(this.#text, this.#at);
    if (frame === undefined || end === NO_TOKEN || ",:]}".includes(char)) return false;
    this.#size += end - this.#at;
    frame.add(this.#text.slice(this.#at, end), end);
    return this.#follows(end);
  }

  #opens(kind: Kind): boolean {
    const frame = new Frame(kind, this.#at + 1);
    this.#open.push(frame);
    this.#size++;
    this.#at = gapEnd(this.#text, this.#at + 1);
    if (this.#text[this.#at] === CLOSERS[kind]) return this.#closes(frame);
    return kind === "[" || this.#key(frame);
  }

  #closes(frame: Frame): boolean {
    const end = this.#at + 1;
    this.#open.pop();
    this.#size++;
    const content = this.#links && frame.kind === "{" ? shortened(frame) : frame;
    if (content !== frame) this.#linked = true;
    const whole = this.#pool.of(content);
    const parent = this.#open.at(-1);
    if (parent) {
      parent.add(whole, end);
      return this.#follows(end);
    }
    this.#values.push(whole);
    this.#end = end;
    return false;
  }

  /** What stands behind a value in a bracket: a comma and the next value, or the bracket that closes. */
  #follows(end: number): boolean {
    const frame = this.#open[this.#open.length - 1];
    this.#at = gapEnd(this.#text, end);
    const char = this.#text[this.#at];
    if (char === CLOSERS[frame.kind]) return this.#closes(frame);
    if (char !== ",") return false;
    this.#size++;
    this.#at = gapEnd(this.#text, this.#at + 1);
    return frame.kind === "[" || this.#key(frame);
  }

  #key(frame: Frame): boolean {
    if (this.#text[this.#at] !== '"') return false;
    const end = tokenEnd(this.#text, this.#at);
    if (end === NO_TOKEN) return false;
    const colon = gapEnd(this.#text, end);
    if (this.#text[colon] !== ":") return false;
    this.#size += end - this.#at + 1;
    frame.key = this.#text.slice(this.#at, end);
    this.#at = gapEnd(this.#text, colon + 1);
    return true;
  }

  /** Does another value follow at the text's own level, in the same way as the one before? */
  #goesOn(): boolean {
    const comma = gapEnd(this.#text, this.#end);
    const separator: Separator = this.#text[comma] === "," ? "," : "\n";
    const next = separator === "," ? gapEnd(this.#text, comma + 1) : comma;
    const between = this.#text.slice(this.#end, next);
    const isNext = this.#text[next] === "{" || this.#text[next] === "[";
    if (!isNext || !between.includes("\n") || separator !== (this.#separator ?? separator)) {
      return false;
    }
    this.#separator = separator;
    this.#size++;
    this.#at = next;
    return true;
  }
}
