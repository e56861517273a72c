import { Buffer } from "node:buffer";
import { field, items, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { type Edit, splice } from "../../../json/splice.ts";
import { hidesAnything } from "../../../conversation/layout.ts";
import { type Redeem, tellingWords } from "../../expanding/answer_block.ts";
import { NOTHING_VISIBLE, type RoundEnd, VisibleMessage } from "../../expanding/message.ts";
import { rawOf, replacing } from "../../expanding/edits.ts";
import { endingOf } from "../../expanding/ending.ts";
import { redeemBy } from "../../expanding/wish.ts";
import type { Answerer, Ending, Splicer, Taken } from "../../expand.ts";
import { isOurs, Parts } from "./block.ts";
import type { Chunk, Cutter } from "./chunks.ts";
import { goingOn, saying, Written } from "./ending.ts";
import { resultPart, stopOf, turns } from "./turns.ts";

/**
 * Makes one answer for the client out of the streams of all rounds. Until a call of ours comes, chunks go on as they
 * came. Nothing but the end of the bytes tells that a stream is over, so from then on the last chunk is held back.
 */
export class StreamSplicer implements Splicer {
  readonly isStream = true;
  readonly #message = new VisibleMessage(turns);
  readonly #newCutter: () => Cutter;
  readonly #redeem: Redeem;
  #cutter: Cutter;
  #parts: Parts;
  #isSplicing = false;
  #hasNews = false;
  /** Chunks that the client was given. */
  #given = 0;
  #id: string | undefined;
  #finish: string | undefined;
  /** The chunk that ends the round, less what is hidden in it. */
  #last: Value | undefined;
  /** Nothing visible is left in it. */
  #isLastBare = false;
  /** The end of the round's list of chunks. */
  #close: Uint8Array | undefined;
  readonly #usage = new Written();

  constructor(answer: Answerer, newCutter: () => Cutter) {
    this.#redeem = redeemBy(answer, resultPart);
    this.#newCutter = newCutter;
    this.#cutter = newCutter();
    this.#parts = new Parts(this.#redeem);
  }

  get hides(): boolean {
    return this.#isSplicing;
  }

  get rounds(): number {
    return this.#message.rounds;
  }

  take(bytes: Uint8Array): Taken {
    this.#hasNews = false;
    const down = this.#cutter.push(bytes).flatMap((chunk) => this.#passed(chunk));
    const layout = this.#hasNews ? this.#message.layoutWith(this.#parts.blocks()) : undefined;
    return { layout: layout && hidesAnything(layout) ? layout : undefined, down };
  }

  end(): Ending {
    if (!this.#isSplicing) {
      const words = this.#finish === undefined ? undefined : tellingWords(this.#parts.blocks());
      return { kind: "passed", down: [this.#cutter.rest], words };
    }
    if (this.#finish === undefined) {
      return { kind: "passed", down: this.#close ? [this.#close] : [], words: undefined };
    }
    return endingOf(this.#message, this.#roundEnd(), {
      resultOf: resultPart,
      handOn: () => this.#handOn(),
    });
  }

  goOn(): void {
    this.#cutter = this.#newCutter();
    this.#parts = new Parts(this.#redeem);
    this.#finish = this.#last = this.#close = undefined;
  }

  #roundEnd(): RoundEnd {
    const blocks = this.#parts.blocks();
    const calls = blocks.some(({ call }) => call !== undefined);
    this.#usage.add(this.#last);
    return { blocks, stop: stopOf(this.#finish, calls), outputTokens: 0 };
  }

  /** What of a chunk goes down now. */
  #passed(chunk: Chunk): Uint8Array[] {
    const root = chunk.data === "" ? undefined : spansOf(Buffer.from(chunk.data));
    const candidate = items(field(root, "candidates"))[0];
    const parts = items(field(field(candidate, "content"), "parts"));
    this.#id ??= textOf(field(root, "responseId"));
    for (const part of parts) this.#learn(part);
    this.#finish = textOf(field(candidate, "finishReason")) ?? this.#finish;
    if (this.#isSplicing && chunk.isEnd) {
      this.#close = chunk.raw;
      return [];
    }
    if (!this.#isSplicing || root === undefined) {
      this.#given++;
      return [chunk.raw];
    }
    return this.#spliced(root, parts, candidate);
  }

  #learn(part: Value): void {
    this.#parts.add(part);
    if (isOurs(part)) this.#isSplicing = true;
    else this.#message.show();
    this.#hasNews = true;
  }

  #spliced(root: Value, parts: readonly Value[], candidate: Value | undefined): Uint8Array[] {
    const visible = parts.filter((part) => !isOurs(part));
    const isLast = field(candidate, "finishReason") !== undefined;
    const data = splice(root.tape.body, this.#editsOf(root, visible, candidate));
    if (isLast) return this.#held(spansOf(data)!, visible.length, parts.length);
    // What holds no part at all may tell an error, or why nothing was said.
    const isHidden = visible.length === 0 && parts.length > 0;
    return isHidden ? [] : [this.#write(data)];
  }

  /** The last chunk is held back, but for what it says behind a call of ours: the end of the message is another. */
  #held(last: Value, visible: number, parts: number): Uint8Array[] {
    const saysMore = visible > 0 && this.#parts.blocks().some(({ call }) => call !== undefined);
    this.#last = last;
    this.#isLastBare = saysMore || (visible === 0 && parts > 0);
    return saysMore ? [this.#write(splice(last.tape.body, goingOn(last)))] : [];
  }

  #editsOf(root: Value, visible: readonly Value[], candidate: Value | undefined): Edit[] {
    const list = field(field(candidate, "content"), "parts");
    const id = this.#id === undefined ? undefined : field(root, "responseId");
    return replacing([[list, `[${visible.map(rawOf)}]`], [id, JSON.stringify(this.#id)]]);
  }

  #write(data: Uint8Array): Uint8Array {
    return this.#cutter.write(Buffer.from(data).toString(), this.#given++);
  }

  /** The end of the answer, held back until it was known to be the end. */
  #handOn(): Uint8Array[] {
    const last = this.#last;
    if (last === undefined) return [];
    const edits = this.#usage.editsIn(last);
    if (this.#message.shown === 0) edits.push(...saying(last, NOTHING_VISIBLE));
    else if (this.#isLastBare) edits.push(...saying(last, ""));
    const data = splice(last.tape.body, edits.sort((a, b) => a.start - b.start));
    return [this.#write(data), Buffer.from(this.#cutter.end)];
  }
}
