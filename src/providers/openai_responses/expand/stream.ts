import { field, numberOf, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { hidesAnything } from "../../../conversation/layout.ts";
import { type AnswerBlock, type Redeem, tellingWords } from "../../expanding/answer_block.ts";
import { Early } from "../../expanding/early.ts";
import { endingOf } from "../../expanding/ending.ts";
import { type Frame, Frames } from "../../expanding/frames.ts";
import { VisibleMessage } from "../../expanding/message.ts";
import { redeemBy } from "../../expanding/wish.ts";
import type { Answerer, Ending, Splicer, Taken } from "../../expand.ts";
import { blockOf, isOurs, typeOf } from "./block.ts";
import { endEdits, nothingVisible, Written } from "./ending.ts";
import { Numbering } from "./events.ts";
import { resultItem, stopOf, turns } from "./turns.ts";

/** Events that begin an answer: the client has heard them of the first round. */
const BEGINNINGS = new Set(["response.created", "response.in_progress", "response.queued"]);

/** Events that end an answer; each holds all of it. */
const ENDS = new Set(["response.completed", "response.incomplete", "response.failed"]);

/**
 * Makes one answer for the client out of the streams of all rounds. Until a call of ours begins, bytes go on as they
 * came, as soon as they came; from then on events and items are numbered anew.
 */
export class StreamSplicer implements Splicer {
  readonly isStream = true;
  readonly #message = new VisibleMessage(turns);
  readonly #numbering = new Numbering();
  readonly #written = new Written();
  readonly #redeem: Redeem;
  readonly #early = new Early("event: response.output_item.added");
  /** Items of this round by their index: each one's index for the client, `undefined` for a call of ours. */
  #indexes = new Map<number, number | undefined>();
  #blocks = new Map<number, AnswerBlock>();
  /** What the client was given of the rounds before. */
  #output: string[] = [];
  #frames = new Frames();
  #isSplicing = false;
  #hasNews = false;
  /** The event that ends the round; held back once something was hidden. */
  #last: Value | undefined;
  #id: string | undefined;

  constructor(answer: Answerer) {
    this.#redeem = redeemBy(answer, resultItem);
  }

  get hides(): boolean {
    return this.#isSplicing;
  }

  get rounds(): number {
    return this.#message.rounds;
  }

  take(bytes: Uint8Array): Taken {
    this.#hasNews = false;
    const wasWhole = this.#last !== undefined;
    const down = this.#frames.push(bytes).flatMap((frame) =>
      this.#early.less(() => this.#passed(frame))
    );
    if (!this.#isSplicing) down.push(...this.#early.of(this.#frames.rest));
    const layout = this.#hasNews ? this.#message.layoutWith(this.#inOrder()) : undefined;
    const isWhole = this.#last !== undefined && !wasWhole && !this.#isSplicing &&
      typeOf(this.#last) !== "response.failed";
    return {
      layout: layout && hidesAnything(layout) ? layout : undefined,
      ...(isWhole ? { words: tellingWords(this.#inOrder()) } : {}),
      down,
    };
  }

  end(): Ending {
    if (!this.#isSplicing) {
      return { kind: "passed", down: [this.#early.rest(this.#frames.rest)], words: undefined };
    }
    if (this.#last === undefined) return { kind: "passed", down: [], words: undefined };
    const event = this.#last;
    const response = field(event, "response");
    const blocks = this.#inOrder();
    this.#written.add(response);
    this.#output.push(...blocks.flatMap(({ call, raw }) => call ? [] : raw ?? []));
    return endingOf(this.#message, { blocks, stop: stopOf(response, blocks), outputTokens: 0 }, {
      resultOf: resultItem,
      handOn: () => this.#handOn(event),
    });
  }

  goOn(): void {
    this.#frames = new Frames();
    this.#indexes = new Map();
    this.#blocks = new Map();
    this.#last = undefined;
  }

  /** The blocks of this round, as the model said them. */
  #inOrder(): AnswerBlock[] {
    return [...this.#blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
  }

  /** The end of the answer, held back until it was known to be the end. */
  #handOn(event: Value): Uint8Array[] {
    const isNothing = this.#message.shown === 0;
    const id = this.#id;
    const down = isNothing ? this.#numbering.nothingVisible(id) : [];
    const output = isNothing ? [JSON.stringify(nothingVisible(id))] : this.#output;
    const edits = endEdits(field(event, "response"), { id, output, written: this.#written });
    return [...down, this.#numbering.written(event, undefined, edits)];
  }

  /** What of a frame goes down now. */
  #passed(frame: Frame): Uint8Array[] {
    const event = frame.data === "" ? undefined : spansOf(new TextEncoder().encode(frame.data));
    if (event === undefined) return [frame.raw];
    const index = this.#learn(event);
    if (!this.#isSplicing) {
      this.#numbering.passed(event);
      return [frame.raw];
    }
    if (this.#last || this.#isUnheard(event, index)) return [];
    return [this.#numbering.written(event, index)];
  }

  /** The client is given nothing of our calls, and hears once that an answer began. */
  #isUnheard(event: Value, index: number | undefined): boolean {
    if (this.#message.rounds > 0 && BEGINNINGS.has(typeOf(event))) return true;
    return index === undefined && this.#indexes.has(indexIn(event));
  }

  /** The index for the client of the item that the event is of. */
  #learn(event: Value): number | undefined {
    const type = typeOf(event);
    const at = indexIn(event);
    const item = field(event, "item");
    if (type === "response.output_item.added") this.#begin(at, item);
    if (type === "response.output_item.done" && item && this.#indexes.has(at)) {
      this.#blocks.set(at, blockOf(item, this.#redeem));
      this.#hasNews = true;
    }
    if (ENDS.has(type)) this.#last = event;
    this.#id ??= textOf(field(field(event, "response"), "id"));
    return this.#indexes.get(at);
  }

  #begin(at: number, item: Value | undefined): void {
    const ours = isOurs(item);
    this.#isSplicing ||= ours;
    this.#indexes.set(at, ours ? undefined : this.#message.show());
  }
}

function indexIn(event: Value): number {
  return numberOf(field(event, "output_index")) ?? -1;
}
