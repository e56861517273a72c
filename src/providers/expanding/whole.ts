import { Buffer } from "node:buffer";
import type { Answerer, Ending, Splicer, Taken } from "../expand.ts";
import { type AnswerBlock, type Redeem, tellingWords } from "./answer_block.ts";
import { endingOf } from "./ending.ts";
import { type RoundEnd, type RoundWriter, VisibleMessage } from "./message.ts";
import { redeemBy, type ResultOf } from "./wish.ts";

/** One whole answer of the upstream. */
export interface WholeRound extends Omit<RoundEnd, "blocks"> {
  readonly id: string | undefined;
  /** A call of ours stands in it. */
  readonly hides: boolean;
  /** Its blocks, with our calls answered. */
  blocks(redeem: Redeem): readonly AnswerBlock[];
}

/** What the client is given of all rounds. */
export interface Gathered {
  /** The first round's. */
  readonly id: string | undefined;
  /** Without calls of ours. */
  readonly blocks: readonly AnswerBlock[];
  /** What the model wrote in all rounds, in tokens. */
  readonly tokens: number;
  /** The model would have gone on. */
  readonly isForced: boolean;
}

/** How an API's whole answers are read and written. */
export interface WholeAnswers {
  readonly turns: RoundWriter;
  readonly resultOf: ResultOf;
  /** `undefined` where the body is no message of the model. */
  read(body: Uint8Array): WholeRound | undefined;
  /** Whether the block is something that a message may be made of alone. */
  isShown(block: AnswerBlock): boolean;
  /** The last answer, with what all of them gave. */
  write(body: Uint8Array, all: Gathered): Uint8Array;
}

/** A longer answer passes unread. */
const LONGEST = 64 * 1024 * 1024;

/** Makes one message for the client out of the whole answers of all rounds. */
export class WholeSplicer implements Splicer {
  readonly isStream = false;
  readonly #answers: WholeAnswers;
  readonly #message: VisibleMessage;
  readonly #redeem: Redeem;
  readonly #visible: AnswerBlock[] = [];
  #id: string | undefined;
  #came: Uint8Array[] = [];
  #bytes = 0;
  #hides = false;

  constructor(answers: WholeAnswers, answer: Answerer) {
    this.#answers = answers;
    this.#message = new VisibleMessage(answers.turns);
    this.#redeem = redeemBy(answer, answers.resultOf);
  }

  get hides(): boolean {
    return this.#hides;
  }

  get rounds(): number {
    return this.#message.rounds;
  }

  take(bytes: Uint8Array): Taken {
    this.#bytes += bytes.length;
    this.#came.push(bytes);
    if (this.#bytes <= LONGEST) return { layout: undefined, down: [] };
    const down = this.#came;
    this.#came = [];
    return { layout: undefined, down };
  }

  end(): Ending {
    const body: Uint8Array = Buffer.concat(this.#came);
    const end = this.#roundEnd(body);
    if (!this.#hides) {
      return { kind: "passed", down: [body], words: end && tellingWords(end.blocks) };
    }
    if (end === undefined) return { kind: "passed", down: [body], words: undefined };
    return endingOf(this.#message, end, {
      resultOf: this.#answers.resultOf,
      handOn: (isForced) => [this.#handOn(body, isForced)],
    });
  }

  goOn(): void {
    this.#came = [];
    this.#bytes = 0;
  }

  #roundEnd(body: Uint8Array): RoundEnd | undefined {
    const round = this.#answers.read(body);
    if (round === undefined) return undefined;
    this.#hides ||= round.hides;
    this.#id ??= round.id;
    const blocks = round.blocks(this.#redeem);
    for (const block of blocks.filter(({ call }) => call === undefined)) {
      this.#visible.push(block);
      if (this.#answers.isShown(block)) this.#message.show();
    }
    const { stop, outputTokens } = round;
    return { blocks, stop, outputTokens };
  }

  #handOn(body: Uint8Array, isForced: boolean): Uint8Array {
    const { tokens } = this.#message;
    return this.#answers.write(body, { id: this.#id, blocks: this.#visible, tokens, isForced });
  }
}
