import { Buffer, isUtf8 } from "node:buffer";
import { bytesAt, type Span } from "../json/span.ts";

/** A longer run is no name: base64, or code without spaces. In bytes. */
const LONGEST = 2000;

const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const LOWER_U = 0x75;

/** Characters that may stand in a path, a URL or an identifier. All other ASCII ends a run. */
const INSIDE = Uint8Array.from(
  { length: 0x80 },
  (_, code) => Number(/[\w./:@+~$%=#&?-]/.test(String.fromCharCode(code))),
);

/**
 * Finds the runs of characters that names are made of in a JSON string literal, a piece at a time. Reads bytes, and
 * knows escapes: `\n` ends a run, `\\` is a character of it.
 */
export class RunReader {
  readonly #bytes: Uint8Array;
  readonly #shortest: number;
  /** Where the run begins that is being read; the same as `#at` between two runs. */
  #from: number;
  #at: number;
  /** Within a key or a certificate in PEM. */
  #isArmoured = false;

  /** `place` is what stands between the quotes; shorter runs than `shortest` bytes are passed over. */
  constructor(bytes: Uint8Array, { start }: Span, shortest: number) {
    this.#bytes = bytes;
    this.#shortest = shortest;
    this.#from = start;
    this.#at = start;
  }

  /** How far it has read. */
  get at(): number {
    return this.#at;
  }

  /** Reads on up to `to`, or to the end of the character that stands across it. */
  read(to: number, visit: (run: Span) => void): void {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < to) {
      const byte = bytes[at];
      if (byte < 0x80 && INSIDE[byte] === 1) at++;
      else {
        const width = widthAt(bytes, at);
        if (width < 0) {
          this.#end(at, visit);
          this.#from = at - width;
        }
        at += Math.abs(width);
      }
    }
    this.#at = at;
  }

  /** To be called at the end of the literal. */
  end(visit: (run: Span) => void): void {
    this.#end(this.#at, visit);
  }

  #end(end: number, visit: (run: Span) => void): void {
    const run = { start: this.#from, end };
    const length = end - run.start;
    if (endsWith(this.#bytes, run, BEGIN)) this.#isArmoured = true;
    else if (endsWith(this.#bytes, run, END)) this.#isArmoured = false;
    else if (!this.#isArmoured && length >= this.#shortest && length <= LONGEST) visit(run);
  }
}

const BEGIN = Buffer.from("-----BEGIN");
const END = Buffer.from("-----END");

function endsWith(bytes: Uint8Array, { start, end }: Span, what: Uint8Array): boolean {
  if (end - start < what.length) return false;
  for (let i = 1; i <= what.length; i++) {
    if (bytes[end - i] !== what[what.length - i]) return false;
  }
  return true;
}

/** How many bytes a character takes that is no plain one; negative where it ends a run. */
function widthAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === BACKSLASH) return escapeWidth(bytes, at);
  if (byte < 0xc2) return -1;
  // U+0080 to U+00BF: signs and spaces.
  if (byte < 0xe0) return byte === 0xc2 ? -2 : 2;
  // U+2000 to U+2FFF, U+3000 to U+303F and U+F000 on: punctuation, arrows, boxes, wide forms.
  if (byte < 0xf0) return isSign(byte, bytes[at + 1]) ? -3 : 3;
  return -4;
}

function isSign(first: number, second: number): boolean {
  return first === 0xe2 || first === 0xef || (first === 0xe3 && second === 0x80);
}

function escapeWidth(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1];
  if (next === BACKSLASH || next === SLASH) return 2;
  if (next !== LOWER_U) return -2;
  const digits = Buffer.from(bytes.subarray(at + 2, at + 6)).toString("latin1");
  if (!/^[\da-f]{4}$/i.test(digits)) return -2;
  return /\p{L}/u.test(String.fromCharCode(parseInt(digits, 16))) ? 6 : -6;
}

/** What a run says; nothing where its bytes are not UTF-8. */
export function textOfRun(bytes: Uint8Array, run: Span): string {
  const raw = bytesAt(bytes, run);
  if (!isUtf8(raw)) return "";
  const text = raw.toString("utf8");
  return text.includes("\\") ? JSON.parse(`"${text}"`) : text;
}
