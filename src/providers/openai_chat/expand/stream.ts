import { field, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import type { Answerer, Ending, Splicer, Taken } from "../../expand.ts";
import { type Redeem, tellingWords } from "../../expanding/answer_block.ts";
import { rawOf, replacing } from "../../expanding/edits.ts";
import { endingOf } from "../../expanding/ending.ts";
import { type Frame, Frames } from "../../expanding/frames.ts";
import { NOTHING_VISIBLE, VisibleMessage } from "../../expanding/message.ts";
import { redeemBy } from "../../expanding/wish.ts";
import { blocksOf } from "../../chat/block.ts";
import {
  type Chunk,
  chunkOf,
  frameWith,
  isShown,
  says,
  tokensIn,
  usageEdits,
  withCalls,
} from "./chunk.ts";
import { type Fragment, Speech, type StreamedCall } from "./speech.ts";
import { stopOf, turns, words } from "./words.ts";

/** The last frame of a stream. */
const DONE = "[DONE]";
const BLANK_LINE = new TextEncoder().encode("\n\n");

/**
 * Makes one message for the client out of the streams of all rounds. Until a call of ours begins, frames go on as they
 * came, as soon as they are whole; from then on the end of the stream is held back until the model has ended.
 */
export class StreamSplicer implements Splicer {
  readonly isStream = true;
  readonly #message = new VisibleMessage(turns);
  readonly #redeem: Redeem;
  readonly #calls = new ClientCalls();
  #frames = new Frames();
  #speech = new Speech();
  /** The first round's, as long as it has one. */
  #id: string | undefined;
  #hasRole = false;
  #isSplicing = false;
  #isOver = false;
  #reason: string | undefined;
  #outputTokens = 0;
  /** The end of the round: a chunk with why the model stopped, another with usage, and `[DONE]`. */
  #ends: (Chunk | Frame)[] = [];

  /** `answer` is asked for each of our calls when its round is over. */
  constructor(answer: Answerer) {
    this.#redeem = redeemBy(answer, words.resultOf);
  }

  get hides(): boolean {
    return this.#isSplicing;
  }

  get rounds(): number {
    return this.#message.rounds;
  }

  take(bytes: Uint8Array): Taken {
    const wasOver = this.#isOver;
    const down = this.#frames.push(bytes).flatMap((frame) => this.#passed(frame));
    const isWhole = this.#isOver && !wasOver && !this.#isSplicing;
    return { layout: undefined, ...(isWhole ? { words: tellingWords(this.#blocks()) } : {}), down };
  }

  end(): Ending {
    const { rest } = this.#frames;
    // The blank line behind the last frame may be missing.
    const late = rest.length > 0
      ? this.#frames.push(BLANK_LINE).flatMap((frame) => this.#passed(frame))
      : [];
    if (!this.#isSplicing) return { kind: "passed", down: [rest], words: undefined };
    if (!this.#isOver) return { kind: "passed", down: [], words: undefined };
    const end = {
      blocks: this.#blocks(),
      stop: stopOf(this.#reason),
      outputTokens: this.#outputTokens,
    };
    return endingOf(this.#message, end, {
      resultOf: words.resultOf,
      handOn: (isForced) => [...late, ...this.#handOn(isForced)],
    });
  }

  /** Makes ready for the stream of the next round. */
  goOn(): void {
    this.#frames = new Frames();
    this.#speech = new Speech();
    this.#ends = [];
    this.#isOver = false;
    this.#reason = undefined;
    this.#outputTokens = 0;
  }

  #blocks() {
    return blocksOf(this.#speech.message(), this.#redeem, words);
  }

  /** What of a frame goes down now. */
  #passed(frame: Frame): Uint8Array[] {
    const chunk = chunkOf(frame);
    if (chunk === undefined) return frame.data.trim() === DONE ? this.#ended(frame) : [frame.raw];
    const fragments = this.#learn(chunk);
    if (!this.#isSplicing) return [frame.raw];
    if (chunk.choice === undefined && chunk.usage) return this.#ended(chunk);
    return this.#cut(chunk, fragments);
  }

  #ended(end: Chunk | Frame): Uint8Array[] {
    this.#isOver = true;
    if (!this.#isSplicing) return "raw" in end ? [end.raw] : [];
    this.#ends.push(end);
    return [];
  }

  #learn({ root, delta, reason, usage }: Chunk): Fragment[] {
    this.#id ??= textOf(field(root, "id")) || undefined;
    this.#outputTokens = tokensIn(usage) ?? this.#outputTokens;
    this.#reason ??= reason;
    this.#isOver ||= reason !== undefined;
    const fragments = this.#speech.add(delta);
    for (const { call, isFirst } of fragments) {
      this.#isSplicing ||= call.isOurs;
      if (!isFirst || call.isOurs) continue;
      this.#calls.add(call, this.#isSplicing);
      this.#message.show();
    }
    if (isShown(delta)) this.#message.show();
    if (!this.#isSplicing) this.#hasRole ||= field(delta, "role") !== undefined;
    return fragments;
  }

  /** The chunk without what is ours; the end of the message is held back. */
  #cut(chunk: Chunk, fragments: readonly Fragment[]): Uint8Array[] {
    const { root, delta, reason, choice, usage } = chunk;
    const calls = fragments.filter(({ call }) => !call.isOurs)
      .map(({ value, call }) => this.#calls.renumbered(value, call));
    const isFirst = !this.#hasRole && field(delta, "role") !== undefined;
    const isEmpty = choice !== undefined && !isFirst && calls.length === 0 && !says(delta);
    // Some servers tell usage in a chunk of its own that says nothing else.
    const isEnd = reason !== undefined || (isEmpty && usage && this.#reason !== undefined);
    if (isEnd) this.#ends.push(chunk);
    if (isEmpty || (choice === undefined && this.#message.rounds > 0)) return [];
    // One message has one role: OpenAI's own helpers join what they are told twice.
    const but = this.#hasRole && this.#message.rounds > 0 ? ["role"] : [];
    this.#hasRole ||= isFirst;
    return [frameWith(chunk, [
      [field(root, "id"), this.#idOf(root)],
      [delta, delta ? withCalls(delta, calls, but) : ""],
      ...(reason === undefined
        ? []
        : [[field(choice, "finish_reason"), "null"], [usage, "null"]] as const),
    ])];
  }

  #idOf(root: Value): string {
    if (this.#id !== undefined) return JSON.stringify(this.#id);
    const id = field(root, "id");
    return id ? rawOf(id) : "";
  }

  /** The end of the message, held back until it was known to be the end. */
  #handOn(isForced: boolean): Uint8Array[] {
    const { shown, tokens } = this.#message;
    const last = this.#ends.find((end): end is Chunk =>
      "choice" in end && end.choice !== undefined
    );
    const filler = shown === 0 && last ? [this.#nothingVisible(last)] : [];
    return [
      ...filler,
      ...this.#ends.map((end) => {
        if ("raw" in end) return end.raw;
        const { root, delta, choice, usage } = end;
        return frameWith(end, [
          [field(root, "id"), this.#idOf(root)],
          [delta, "{}"],
          [isForced ? field(choice, "finish_reason") : undefined, '"stop"'],
          ...usageEdits(usage, tokens),
        ]);
      }),
    ];
  }

  #nothingVisible(end: Chunk): Uint8Array {
    const { root, delta, choice, usage } = end;
    const role = this.#hasRole ? {} : { role: "assistant" };
    return frameWith(end, [
      [field(root, "id"), this.#idOf(root)],
      [delta, JSON.stringify({ ...role, content: NOTHING_VISIBLE })],
      [field(choice, "finish_reason"), "null"],
      [usage, "null"],
    ]);
  }
}

/** The calls that the client is given, numbered without gaps from where ours begin. */
class ClientCalls {
  readonly #indexes = new Map<StreamedCall, number>();
  #next = 0;

  /** What went down as it came keeps its number. */
  add(call: StreamedCall, isRenumbered: boolean): void {
    const index = isRenumbered ? this.#next : call.index ?? this.#next;
    this.#indexes.set(call, index);
    this.#next = Math.max(this.#next, index + 1);
  }

  renumbered(fragment: Value, call: StreamedCall): string {
    const index = `${this.#indexes.get(call) ?? call.index}`;
    const body = fragment.tape.body;
    const edits = replacing([[field(fragment, "index"), index]]);
    const within = edits.map(({ start, end, insert }) => ({
      start: start - fragment.start,
      end: end - fragment.start,
      insert,
    }));
    return new TextDecoder().decode(splice(body.subarray(fragment.start, fragment.end), within));
  }
}
