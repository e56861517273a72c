import type { Layout, Round } from "../../../conversation/layout.ts";
import type { Told } from "../../expand.ts";
import { field, textOf } from "../../../json/spans.ts";
import { type AnswerBlock, type OurCall, type Redeem, retold } from "./block.ts";
import { resultsMessage } from "./turns.ts";

/** How a round of the upstream ended. */
export interface RoundEnd {
  readonly blocks: readonly AnswerBlock[];
  readonly stopReason: string | undefined;
  readonly outputTokens: number;
}

/** What is to be done when a round has ended. */
export type Outcome =
  /** The model goes on with the results of its calls; `turn` is what is added to the request, as JSON. */
  | { readonly kind: "go_on"; readonly turn: string; retell(redeem: Redeem): Told }
  /** The message ends here; results of our calls in it are owed to the next request. */
  | { readonly kind: "hand_on"; readonly stopReason: string | undefined }
  /** The model would go on, and something in the round can't be put back byte for byte. */
  | { readonly kind: "fail" };

/** Rounds in all, whatever the model asks for. */
const MOST_ROUNDS = 12;

/** A message must say something: an empty one is refused when it comes back. */
export const NOTHING_VISIBLE = "(Nothing more to say.)";

/** The one message that the client sees, made of the rounds so far. */
export class VisibleMessage {
  readonly #rounds: Round[] = [];
  #shown = 0;
  #tokens = 0;
  #wasCut = false;

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
  end({ blocks, stopReason, outputTokens }: RoundEnd): { outcome: Outcome; layout: Layout } {
    this.#tokens += outputTokens;
    const last = blocks.at(-1)?.call;
    const isCut = stopReason === "max_tokens" && last !== undefined && !isWhole(last);
    // Cut off before anything was said, the model gets one more try.
    const isTriedAgain = isCut && this.#shown === 0 && !this.#wasCut;
    this.#wasCut ||= isCut;
    const whole = isCut && !isTriedAgain ? blocks.slice(0, -1) : blocks;
    const outcome = this.#outcomeOf(whole, isTriedAgain ? "tool_use" : stopReason);
    this.#rounds.push(whole.map(({ item }) => item));
    const next: Round[] = outcome.kind === "go_on" ? [[]] : [];
    return { outcome, layout: { rounds: [...this.#rounds, ...next] } };
  }

  #outcomeOf(blocks: readonly AnswerBlock[], stopReason: string | undefined): Outcome {
    const isOursAlone = blocks.some(({ call }) => call) &&
      !blocks.some((block) => block.isClientCall);
    if (!isOursAlone || stopReason !== "tool_use") {
      return { kind: "hand_on", stopReason: undefined };
    }
    if (this.#rounds.length + 1 >= MOST_ROUNDS) return { kind: "hand_on", stopReason: "end_turn" };
    if (blocks.some(({ raw }) => raw === undefined)) return { kind: "fail" };
    const retell = (redeem: Redeem) => {
      const other = blocks.map((block) => retold(block, redeem));
      this.#rounds[this.#rounds.length - 1] = other.map(({ item }) => item);
      return { layout: { rounds: [...this.#rounds, []] }, turn: turnOf(other) };
    };
    return { kind: "go_on", turn: turnOf(blocks), retell };
  }
}

/** A call that was cut off may still be a JSON object: where answers come whole, the provider closes it. */
function isWhole({ input }: OurCall): boolean {
  return textOf(field(input, "id")) !== undefined;
}

/** A round as it goes up: what the model said, and what its calls were answered. */
function turnOf(blocks: readonly AnswerBlock[]): string {
  const results = blocks.flatMap(({ item }) => item.kind === "hidden" ? item.result : []);
  const said = blocks.map(({ raw }) => raw).join(",");
  return `{"role":"assistant","content":[${said}]},${resultsMessage(results)}`;
}
