/**
 * How an answer was made that the client saw as one message: our own calls in it were answered here, and the client
 * knows nothing of them. Later requests echo what the client saw; the layout tells what to put back, and where.
 */
export interface Layout {
  /** One for each answer of the upstream; the last may have no items yet. */
  readonly rounds: readonly Round[];
}

/** The blocks of one answer of the upstream, in order. */
export type Round = readonly Item[];

/** One block of an answer. */
export type Item = Visible | Hidden;

/** A block that the client was given. */
export interface Visible {
  readonly kind: "visible";
  /** The digest of its id or signature, which an echo repeats; texts have none. */
  readonly mark: string | undefined;
  /** Of a text: what it says, white space aside, by which an echo is known. */
  readonly words: string | undefined;
  /** The block as it came, as JSON. Kept of texts, which clients join, and of thinking, which clients drop. */
  readonly raw: string | undefined;
}

/** A call of ours, which the client was not given. */
export interface Hidden {
  readonly kind: "hidden";
  /** The call as it goes up again, as JSON. */
  readonly raw: string;
  /** What it was answered, as JSON. It is never made anew: the client may have cleared what it was made from. */
  readonly result: string;
}

/** A text as an echo of it is known by: clients trim, join and reflow. */
export function wordsOf(text: string): string {
  return text.replace(/\s+/g, "");
}

/** Whether an item is thinking: signed, and kept as it came. */
export function isThinking(item: Item): item is Visible & { readonly raw: string } {
  return item.kind === "visible" && item.words === undefined && item.raw !== undefined;
}

/** Whether clients may leave the item out: thinking, and texts that say nothing. */
export function isDroppable(item: Item): boolean {
  return isThinking(item) || (item.kind === "visible" && item.words === "");
}

/** Whether anything is to be put back. */
export function hidesAnything(layout: Layout): boolean {
  return hiddenIn(layout).length > 0;
}

/** All that the client was not given, in order. */
export function hiddenIn({ rounds }: Layout): Hidden[] {
  return rounds.flat().flatMap((item) => item.kind === "hidden" ? [item] : []);
}

/** The digests by which the message is found again. */
export function anchorsOf({ rounds }: Layout): string[] {
  return rounds.flat().flatMap((item) => item.kind === "visible" ? item.mark ?? [] : []);
}

/** All that the message says, white space aside. */
export function wordsOfLayout({ rounds }: Layout): string {
  return rounds.flat().flatMap((item) => item.kind === "visible" ? item.words ?? [] : []).join("");
}
