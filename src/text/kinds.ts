/** What a character counts as. Those up to `MARK` stand in runs, the others each for itself. */
export const Kind = {
  /** Before the start and behind the end. */
  NONE: 0,
  LOWER: 1,
  UPPER: 2,
  DIGIT: 3,
  /** Space, tab and the like, line breaks aside. */
  SPACE: 4,
  NEWLINE: 5,
  /** ASCII punctuation. */
  MARK: 6,
  /** Other punctuation, arrows, boxes, control characters. */
  SYMBOL: 7,
  /** Letters of Latin-1. */
  ACCENT: 8,
  /** Further Latin letters. */
  RARE_ACCENT: 9,
  CYRILLIC: 10,
  /** Other alphabets. */
  SCRIPT: 11,
  /** Chinese, Japanese, Korean. */
  WIDE: 12,
  /** Half of a surrogate pair, which is emoji for the most part. */
  HALF: 13,
} as const;

const ASCII = Uint8Array.from({ length: 0x80 }, (_, code) => asciiKind(code));

/** The kind of the character at an index. */
export function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return ASCII[code];
  return code >= 0x80 ? otherKind(code) : Kind.NONE;
}

/** Whether a word goes on with this kind. */
export function isLetter(kind: number): boolean {
  return kind === Kind.LOWER || kind === Kind.UPPER || kind === Kind.ACCENT;
}

/** By numbers: every start makes the table, and expressions take longer to be made ready than to be asked. */
function asciiKind(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return Kind.LOWER;
  if (code >= 0x41 && code <= 0x5a) return Kind.UPPER;
  if (code >= 0x30 && code <= 0x39) return Kind.DIGIT;
  if (code === 0x0a || code === 0x0d) return Kind.NEWLINE;
  if (code === 0x20 || (code >= 0x09 && code <= 0x0c)) return Kind.SPACE;
  return code < 0x20 || code === 0x7f ? Kind.SYMBOL : Kind.MARK;
}

function otherKind(code: number): number {
  if (code < 0xc0) return Kind.SYMBOL;
  if (code < 0x100) return Kind.ACCENT;
  if (code < 0x250) return Kind.RARE_ACCENT;
  if (code >= 0x400 && code < 0x530) return Kind.CYRILLIC;
  if (code < 0x2000) return Kind.SCRIPT;
  // Punctuation, arrows, boxes; variation selectors.
  if (code < 0x2e80 || (code >= 0xfe00 && code < 0xfe10)) return Kind.SYMBOL;
  return code >= 0xd800 && code < 0xe000 ? Kind.HALF : Kind.WIDE;
}
