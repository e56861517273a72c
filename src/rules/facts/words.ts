/** Word characters below 128: letters, digits and `_`. */
const IS_WORD = new Uint8Array(128);
for (const letter of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz") {
  IS_WORD[letter.charCodeAt(0)] = 1;
}
const ASCII = 0x80;
/** Beyond ASCII: what is no letter, from the first to before the second. */
const NO_LETTERS: readonly (readonly [number, number])[] = [
  [ASCII, 0xc0], // controls, `«`, `·`
  [0x2000, 0x2c00], // dashes, quotes, arrows, boxes, marks
  [0xd800, 0xe000], // halves of emoji
  [0x3000, 0x3040], // CJK punctuation
  [0xfe00, 0x10000], // variation selectors, full-width forms
];

/** FNV-1a, on UTF-16 units. */
const SEED = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** The words of one or more texts, to be asked for. Two words in four billion may be taken for one another. */
export class Words {
  readonly #hashes = new Set<number>();

  constructor(text: string) {
    let hash = SEED;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (isWord(code)) hash = Math.imul(hash ^ code, PRIME);
      else if (hash !== SEED) {
        this.#hashes.add(hash);
        hash = SEED;
      }
    }
    if (hash !== SEED) this.#hashes.add(hash);
  }

  /** Whether all words of the text are among these. */
  hold(text: string): boolean {
    return new Words(text).#hashes.isSubsetOf(this.#hashes);
  }
}

function isWord(code: number): boolean {
  if (code < ASCII) return IS_WORD[code] === 1;
  return !NO_LETTERS.some(([from, to]) => code >= from && code < to);
}
