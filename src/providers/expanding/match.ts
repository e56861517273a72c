import { isDroppable, type Item } from "../../conversation/layout.ts";

/** A block of the assistant as the client sends it back. */
export interface Echoed {
  readonly type: string;
  /** The block as JSON. */
  readonly raw: string;
  /** The digest of its id or signature. */
  readonly mark: string | undefined;
  /** Of a text: what it says, and the same without white space. */
  readonly text: string | undefined;
  readonly words: string | undefined;
  /** Its cache marker, as JSON. */
  readonly marker: string | undefined;
}

/** Which items of a layout a block stands for. */
export type Match =
  /** One, of which a text may have been cut off. */
  | { readonly kind: "one"; readonly index: number }
  /** Texts that became neighbours by our splice, and that the client has joined. */
  | { readonly kind: "joined"; readonly texts: readonly number[]; readonly rest: Rest | undefined };

/** The end of a joined text that broke off. */
export interface Rest {
  readonly text: string;
  /** The item that it is the beginning of; `undefined` where that was never whole. */
  readonly index: number | undefined;
}

/** The next items, from one index on, that a block stands for; `undefined` where it equals nothing. */
export function matchOf(items: readonly Item[], from: number, block: Echoed): Match | undefined {
  const { words, mark } = block;
  if (words === undefined) return oneAt(items.findIndex((item, i) => i >= from && has(item, mark)));
  for (let start = from; start < items.length; start++) {
    const { texts, left } = textsFrom(items, start, words);
    if (texts.length === 1 && left === "") return oneAt(texts[0]);
    if (texts.length > 1 && left === "") return { kind: "joined", texts, rest: undefined };
  }
  return brokenOff(items, from, block.text ?? "", words);
}

/** The block is the beginning of what was said next: of one text, or of several joined. */
function brokenOff(
  items: readonly Item[],
  from: number,
  text: string,
  words: string,
): Match | undefined {
  const start = items.findIndex((item, i) => i >= from && wordsIn(item) !== undefined);
  const { texts, left, stop } = textsFrom(items, Math.max(start, from), words);
  const index = items[stop] && wordsIn(items[stop]) !== undefined ? stop : undefined;
  const isBeginning = index === undefined || wordsIn(items[index])!.startsWith(left);
  if (words === "" || !isBeginning) return undefined;
  if (texts.length === 0) return oneAt(index ?? -1);
  const isSpliced = items.slice(texts[0], index).some((item) => item.kind === "hidden");
  const rest = { text: after(text, words.length - left.length), index };
  return isSpliced ? { kind: "joined", texts, rest } : undefined;
}

/** The texts that the words are joined from, what is left of the words, and the item that they end at. */
function textsFrom(items: readonly Item[], start: number, words: string) {
  const texts: number[] = [];
  let left = words;
  let stop = start;
  for (; stop < items.length && left !== ""; stop++) {
    const item = items[stop];
    if (texts.length > 0 && (item.kind === "hidden" || isDroppable(item))) continue;
    const next = wordsIn(item);
    if (next === undefined || !left.startsWith(next)) break;
    texts.push(stop);
    left = left.slice(next.length);
  }
  return { texts, left, stop };
}

/** The words of a text that says something. */
function wordsIn(item: Item): string | undefined {
  return item.kind === "visible" && item.words ? item.words : undefined;
}

function has(item: Item, mark: string | undefined): boolean {
  return item.kind === "visible" && mark !== undefined && item.mark === mark;
}

function oneAt(index: number): Match | undefined {
  return index < 0 ? undefined : { kind: "one", index };
}

/** What follows so many characters that are no white space. */
export function after(text: string, count: number): string {
  let at = 0;
  for (let seen = 0; seen < count; at++) if (/\S/.test(text[at])) seen++;
  return text.slice(at).trimStart();
}
