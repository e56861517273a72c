import { isDroppable, isThinking, type Item, type Layout } from "../../conversation/layout.ts";
import { type Echoed, matchOf, type Rest } from "./match.ts";

/** One block of the message that is put together. */
export interface Piece {
  readonly raw: string;
  /** What the client wrote, thinking told apart; thinking that it has dropped; a call of ours. */
  readonly kind: "said" | "thought" | "left_out" | "hidden";
}

/** What stands in one round of the message, and the results of our calls in it. */
export interface Part {
  readonly blocks: Piece[];
  readonly results: string[];
}

/** How an API writes texts that clients had joined. */
export interface TextWriter {
  text(said: string): string;
  /** The text as JSON with a cache marker. */
  marked(raw: string, marker: string): string;
}

/** One item of a layout, and its round. */
interface Step {
  readonly item: Item;
  readonly round: number;
}

/** Walks a layout along the echoed blocks, each to the next item that it equals, and takes along what is hidden. */
export class Walk {
  readonly #writer: TextWriter;
  readonly #items: readonly Item[];
  readonly #steps: readonly Step[];
  readonly #rounds: number;
  readonly #parts: Part[] = [{ blocks: [], results: [] }];
  /** Thinking that was dropped, of a round that is not entered yet. */
  #ahead: Piece[] = [];
  #at = 0;
  #round = 0;

  constructor({ rounds }: Layout, writer: TextWriter) {
    this.#writer = writer;
    this.#items = rounds.flat();
    this.#rounds = rounds.length;
    this.#steps = rounds.flatMap((items, round) => items.map((item) => ({ item, round })));
  }

  /** The block stands where it equals an item; else behind the hidden ones that follow the last match. */
  add(block: Echoed): void {
    const match = matchOf(this.#items, this.#at, block);
    const kind = block.type.endsWith("thinking") ? "thought" : "said";
    const placed = { raw: block.raw, kind } as const;
    if (match === undefined) this.#addUnknown(placed);
    else if (match.kind === "one") this.#addAt(match.index, placed);
    else this.#addJoined(match.texts, match.rest, block.marker);
  }

  /** What the echo leaves out at its end: the hidden stay. */
  end(): readonly Part[] {
    while (this.#at < this.#steps.length) this.#pass();
    return this.#parts;
  }

  /** Stored texts in place of the one that a client made of them; its cache marker goes to the last. */
  #addJoined(texts: readonly number[], rest: Rest | undefined, marker: string | undefined): void {
    texts.forEach((index, i) => {
      const isLast = i === texts.length - 1 && rest === undefined;
      const raw = rawOf(this.#items[index]);
      this.#addAt(index, said(isLast ? this.#marked(raw, marker) : raw));
    });
    if (rest === undefined) return;
    const block = said(this.#marked(this.#writer.text(rest.text), marker));
    if (rest.index === undefined) this.#addUnknown(block);
    else this.#addAt(rest.index, block);
  }

  #marked(raw: string, marker: string | undefined): string {
    return marker === undefined ? raw : this.#writer.marked(raw, marker);
  }

  #addAt(index: number, block: Piece): void {
    while (this.#at < index) this.#pass();
    this.#enter(this.#steps[index].round);
    this.#current.blocks.push(block);
    this.#at = index + 1;
  }

  #addUnknown(block: Piece): void {
    this.#passHidden();
    this.#current.blocks.push(block);
  }

  /** Passes the hidden that follow, and what clients drop between them. Where their round ends, enters the next. */
  #passHidden(): void {
    const ahead = this.#items.slice(this.#at);
    const stop = ahead.findIndex((item) => item.kind === "visible" && !isDroppable(item));
    const passed = stop < 0 ? ahead : ahead.slice(0, stop);
    const last = this.#at + passed.findLastIndex((item) => item.kind === "hidden");
    while (this.#at <= last) this.#pass();
    const isAtEnd = this.#steps[this.#at]?.round !== this.#round;
    const isAnswered = this.#current.results.length > 0;
    if (isAtEnd && isAnswered && this.#round + 1 < this.#rounds) this.#enter(this.#round + 1);
  }

  /** Goes on by one item, and takes along what is not the client's. */
  #pass(): void {
    const { item, round } = this.#steps[this.#at++];
    if (item.kind === "hidden") {
      this.#enter(round);
      this.#current.blocks.push({ raw: item.raw, kind: "hidden" });
      this.#current.results.push(item.result);
    } else if (isThinking(item)) {
      const block = { raw: item.raw, kind: "left_out" } as const;
      if (round === this.#round) this.#current.blocks.push(block);
      else this.#ahead.push(block);
    }
  }

  /** Ends the rounds before this one: the results of their calls stand between. */
  #enter(round: number): void {
    if (round <= this.#round) return;
    this.#round = round;
    this.#parts.push({ blocks: this.#ahead, results: [] });
    this.#ahead = [];
  }

  get #current(): Part {
    return this.#parts[this.#parts.length - 1];
  }
}

function said(raw: string): Piece {
  return { raw, kind: "said" };
}

function rawOf(item: Item): string {
  return item.kind === "visible" ? item.raw ?? "" : item.raw;
}
