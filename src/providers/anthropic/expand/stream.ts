import { field, numberOf, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { hidesAnything } from "../../../conversation/layout.ts";
import type { Answerer, Ending, Splicer, Taken } from "../../expand.ts";
import { Early } from "../../expanding/early.ts";
import { replacing } from "../../expanding/edits.ts";
import { endingOf } from "../../expanding/ending.ts";
import { redeemBy } from "../../expanding/wish.ts";
import { type AnswerBlock, type Redeem, tellingWords } from "../../expanding/answer_block.ts";
import { Building, isOurs } from "./block.ts";
import { resultBlock, stopOf, turns } from "./turns.ts";
import { type Frame, Frames } from "../../expanding/frames.ts";
import { NOTHING_VISIBLE, type RoundEnd, VisibleMessage } from "../../expanding/message.ts";

/** A block that streams in, and its index for the client; `undefined` for a call of ours. */
interface Open {
  readonly building: Building;
  readonly index: number | undefined;
}

/**
 * Makes one message for the client out of the streams of all rounds. Until a call of ours begins, bytes go on as they
 * came, as soon as they came.
 */
export class StreamSplicer implements Splicer {
  readonly isStream = true;
  readonly #message = new VisibleMessage(turns);
  readonly #open = new Map<number, Open>();
  #frames = new Frames();
  readonly #early = new Early("event: content_block_start");
  #blocks: AnswerBlock[] = [];
  #isSplicing = false;
  #hasNews = false;
  #delta: Frame | undefined;
  #stop: Frame | undefined;
  readonly #redeem: Redeem;

  /** `answer` is asked for each of our calls as soon as it is whole. */
  constructor(answer: Answerer) {
    this.#redeem = redeemBy(answer, resultBlock);
  }

  get hides(): boolean {
    return this.#isSplicing;
  }

  get rounds(): number {
    return this.#message.rounds;
  }

  take(bytes: Uint8Array): Taken {
    this.#hasNews = false;
    const wasWhole = this.#stop !== undefined;
    const down = this.#frames.push(bytes).flatMap((frame) =>
      this.#early.less(() => this.#passed(frame))
    );
    if (!this.#isSplicing) down.push(...this.#early.of(this.#frames.rest));
    const layout = this.#hasNews ? this.#message.layoutWith(this.#blocks) : undefined;
    const isWhole = this.#stop !== undefined && !wasWhole && !this.#isSplicing;
    return {
      layout: layout && hidesAnything(layout) ? layout : undefined,
      ...(isWhole ? { words: tellingWords(this.#blocks) } : {}),
      down,
    };
  }

  end(): Ending {
    const end = this.#roundEnd();
    if (!this.#isSplicing) {
      const down = [this.#early.rest(this.#frames.rest)];
      const words = end && this.#stop === undefined ? tellingWords(this.#blocks) : undefined;
      return { kind: "passed", down, words };
    }
    if (end === undefined) return { kind: "passed", down: [], words: undefined };
    return endingOf(this.#message, end, {
      resultOf: resultBlock,
      handOn: (isForced) => this.#handOn(isForced ? "end_turn" : undefined),
    });
  }

  /** Makes ready for the stream of the next round. */
  goOn(): void {
    this.#frames = new Frames();
    this.#blocks = [];
    this.#delta = this.#stop = undefined;
  }

  /** `undefined` where it broke off before its end was told. */
  #roundEnd(): RoundEnd | undefined {
    if (this.#delta === undefined) return undefined;
    const root = rootOf(this.#delta);
    return {
      blocks: this.#blocks,
      stop: stopOf(textOf(field(field(root, "delta"), "stop_reason"))),
      outputTokens: numberOf(field(field(root, "usage"), "output_tokens")) ?? 0,
    };
  }

  /** The end of the message, held back until it was known to be the end. */
  #handOn(stopReason: string | undefined): Uint8Array[] {
    const delta = this.#delta;
    if (delta === undefined) return [];
    const down = this.#message.shown === 0 ? [nothingVisible()] : [];
    const { tokens } = this.#message;
    down.push(dataFrame("message_delta", withEnd(rootOf(delta)!, tokens, stopReason)));
    return this.#stop ? [...down, this.#stop.raw] : down;
  }

  /** What of a frame goes down now. */
  #passed(frame: Frame): Uint8Array[] {
    const event = frame.data === "" ? undefined : rootOf(frame);
    switch (textOf(field(event, "type"))) {
      case "message_start":
        return this.#message.rounds === 0 ? [frame.raw] : [];
      case "content_block_start":
        return this.#started(frame, event!);
      case "content_block_delta":
        return this.#grown(frame, event!);
      case "content_block_stop":
        return this.#stopped(frame, event!);
      case "message_delta":
        this.#delta = frame;
        return this.#isSplicing ? [] : [frame.raw];
      case "message_stop":
        this.#stop = frame;
        return this.#isSplicing ? [] : [frame.raw];
      default:
        return [frame.raw];
    }
  }

  #started(frame: Frame, event: Value): Uint8Array[] {
    const block = field(event, "content_block");
    const index = numberOf(field(event, "index"));
    if (block === undefined || index === undefined) return [frame.raw];
    const ours = isOurs(block);
    this.#isSplicing ||= ours;
    const open = { building: new Building(block), index: ours ? undefined : this.#message.show() };
    this.#open.set(index, open);
    return renumbered(frame, event, open.index);
  }

  #grown(frame: Frame, event: Value): Uint8Array[] {
    const open = this.#open.get(numberOf(field(event, "index")) ?? -1);
    if (open === undefined) return [frame.raw];
    open.building.add(field(event, "delta"));
    return renumbered(frame, event, open.index);
  }

  #stopped(frame: Frame, event: Value): Uint8Array[] {
    const index = numberOf(field(event, "index")) ?? -1;
    const open = this.#open.get(index);
    if (open === undefined) return [frame.raw];
    this.#open.delete(index);
    this.#blocks.push(open.building.done(this.#redeem));
    this.#hasNews = true;
    return renumbered(frame, event, open.index);
  }
}

function rootOf({ data }: Frame): Value | undefined {
  return spansOf(new TextEncoder().encode(data));
}

/** Nothing for a block that the client is not given; the frame as it came where its index is the client's too. */
function renumbered(frame: Frame, event: Value, index: number | undefined): Uint8Array[] {
  const place = field(event, "index");
  if (index === undefined || place === undefined) return [];
  if (numberOf(place) === index) return [frame.raw];
  const insert = new TextEncoder().encode(`${index}`);
  const data = splice(event.tape.body, [{ start: place.start, end: place.end, insert }]);
  return [dataFrame(textOf(field(event, "type")) ?? "", data)];
}

/** The end as the upstream told it last, with the tokens of all rounds. */
function withEnd(delta: Value, tokens: number, stopReason: string | undefined): Uint8Array {
  const reason = stopReason && field(field(delta, "delta"), "stop_reason");
  const output = field(field(delta, "usage"), "output_tokens");
  const edits = replacing([
    [reason || undefined, JSON.stringify(stopReason)],
    [output, `${tokens}`],
  ]);
  return splice(delta.tape.body, edits);
}

function dataFrame(type: string, data: Uint8Array): Uint8Array {
  return new TextEncoder().encode(`event: ${type}\ndata: ${new TextDecoder().decode(data)}\n\n`);
}

function nothingVisible(): Uint8Array {
  const events: [string, Record<string, unknown>][] = [
    ["content_block_start", { index: 0, content_block: { type: "text", text: "" } }],
    ["content_block_delta", { index: 0, delta: { type: "text_delta", text: NOTHING_VISIBLE } }],
    ["content_block_stop", { index: 0 }],
  ];
  const encoder = new TextEncoder();
  return encoder.encode(
    events.map(([type, rest]) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`)
      .join(""),
  );
}
