import type { Layout, Round } from "../../conversation/layout.ts";
import type { Told } from "../expand.ts";
import { field, textOf } from "../../json/spans.ts";
import { type AnswerBlock, type OurCall, type Redeem, retold } from "./answer_block.ts";

/** Why the model stopped, whatever an API calls it. */
export type StopReason = "calls" | "length" | "other";

/** How an API writes rounds. */
export interface RoundWriter {
  /** A round as it goes up: what the model said, and what its calls were answered. */
  turnOf(blocks: readonly AnswerBlock[]): string;
}

/** How a round of the upstream ended. */
export interface RoundEnd {
  readonly blocks: readonly AnswerBlock[];
  readonly stop: StopReason;
  readonly outputTokens: number;
}

/** What is to be done when a round has ended. */
export type Outcome =
  /** The model goes on with the results of its calls; `turn` is what is added to the request, as JSON. */
  | { readonly kind: "go_on"; readonly turn: string; retell(redeem: Redeem): Told }
  /** The message ends here; results of our calls in it are owed to the next request. */
  | { readonly kind: "hand_on"; readonly isForced: boolean }
  /** The model would go on, and something in the round can't be put back byte for byte. */
  | { readonly kind: "fail" };

/** Rounds in all, whatever the model asks for. */
const MOST_ROUNDS = 12;

/** A message must say something: an empty one is refused when it comes back. */
export const NOTHING_VISIBLE = "(Nothing more to say.)";

/** The one message that the client sees, made of the rounds so far. */
export class VisibleMessage {
  readonly #writer: RoundWriter;
  readonly #rounds: Round[] = [];
  #shown = 0;
  #tokens = 0;
  #wasCut = false;

  constructor(writer: RoundWriter) {
    this.#writer = writer;
  }

  /** Blocks that the client was given. */
  get shown(): number {
    return this.#shown;
  }

  /** What the model wrote, in tokens, in all rounds. */
  get tokens(): number {
    return this.#tokens;
  }

  /** Rounds that have ended. */
  get rounds(): number {
    return this.#rounds.length;
  }

  /** Counts a visible block; its index for the client. */
  show(): number {
    return this.#shown++;
  }

  /** The rounds so far, and the one under way. */
  layoutWith(blocks: readonly AnswerBlock[]): Layout {
    return { rounds: [...this.#rounds, blocks.map(({ item }) => item)] };
  }

  /** Ends a round. */
  end({ blocks, stop, outputTokens }: RoundEnd): { outcome: Outcome; layout: Layout } {
    this.#tokens += outputTokens;
    const last = blocks.at(-1)?.call;
    const isCut = stop === "length" && last !== undefined && !isWhole(last);
    // Cut off before anything was said, the model gets one more try.
    const isTriedAgain = isCut && this.#shown === 0 && !this.#wasCut;
    this.#wasCut ||= isCut;
    const whole = isCut && !isTriedAgain ? blocks.slice(0, -1) : blocks;
    const outcome = this.#outcomeOf(whole, isTriedAgain ? "calls" : stop);
    this.#rounds.push(whole.map(({ item }) => item));
    const next: Round[] = outcome.kind === "go_on" ? [[]] : [];
    return { outcome, layout: { rounds: [...this.#rounds, ...next] } };
  }

  #outcomeOf(blocks: readonly AnswerBlock[], stop: StopReason): Outcome {
    const isOursAlone = blocks.some(({ call }) => call) &&
      !blocks.some((block) => block.isClientCall);
    if (!isOursAlone || stop !== "calls") {
      return { kind: "hand_on", isForced: false };
    }
    if (this.#rounds.length + 1 >= MOST_ROUNDS) return { kind: "hand_on", isForced: true };
    if (blocks.some(({ raw }) => raw === undefined)) return { kind: "fail" };
    const retell = (redeem: Redeem) => {
      const other = blocks.map((block) => retold(block, redeem));
      this.#rounds[this.#rounds.length - 1] = other.map(({ item }) => item);
      return { layout: { rounds: [...this.#rounds, []] }, turn: this.#writer.turnOf(other) };
    };
    return { kind: "go_on", turn: this.#writer.turnOf(blocks), retell };
  }
}

/** A call that was cut off may still be a JSON object: where answers come whole, the provider closes it. */
function isWhole({ input }: OurCall): boolean {
  return textOf(field(input, "id")) !== undefined;
}
