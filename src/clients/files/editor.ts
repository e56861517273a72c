/** What is to stand in a file. Texts of files are one character a byte, so that any bytes can be carried. */
export interface Wish {
  /** From the outermost name to the innermost; for lines, the names that they set. */
  readonly key: readonly string[];
  /** The value as the file writes it; for lines, the lines. */
  readonly literal: string;
}

/** A place in a text and what is written there. */
export interface Found {
  /** Where the key begins. */
  readonly start: number;
  readonly literal: string;
}

/** How files of one form are changed, and nothing but the value that is meant. Each throws EditRefused where that can't be. */
export interface Editor {
  /** The text with the wish in it, and how many objects around it had to be written as well. */
  put(text: string, wish: Wish): { readonly text: string; readonly made: number };
  /** Where a key stands, if it does. */
  find(text: string, key: readonly string[]): Found | undefined;
  /** The text without the key, and without the objects around it that were made for it and hold nothing else. */
  take(text: string, key: readonly string[], made: number): string;
  /** What a text says, to be compared with what another one says. */
  read(text: string): unknown;
  /** Whether a value is still the one that was put there. */
  isSame(one: string, other: string): boolean;
}
