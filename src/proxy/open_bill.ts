import { setImmediate } from "node:timers/promises";
import type { Prompt } from "../billing/prompt.ts";
import type { Usage } from "../conversation/answer.ts";
import type { Provider } from "../providers/provider.ts";
import type { Asked, Biller, Pair } from "../stats/biller.ts";
import { type Receipt, stepCost } from "../stats/receipt.ts";
import type { Added, Change, SentPrompt } from "../stats/sent_prompt.ts";
import type { Known } from "./visit.ts";

/** A request that goes up, and who asks. */
export interface Purchase {
  readonly known: Known;
  readonly provider: Provider;
  readonly client: string;
  /** What went up, unpacked. In bytes. */
  readonly bytesUp: number;
}

/** A request's prompt as the client wrote it, and as it goes up. */
export interface Prompts extends SentPrompt, Pair {
  readonly direct: Prompt;
}

/** What a bill needs of its till. */
export interface Counter {
  readonly biller: Biller;
  readonly now: () => number;
  readonly enter: (receipt: Receipt) => void;
  /** `undefined` where that failed. */
  promptsOf(): Promise<Prompts | undefined>;
  /** Has something done of which nobody waits for the end. What it fails in is logged. */
  work(work: () => Promise<void>): void;
}

/** One answer of the upstream, and what it is billed by. */
interface Round extends Pick<Receipt, "at" | "round"> {
  readonly prompts: Promise<Pair & { readonly changes: readonly Change[] } | undefined>;
  /** The caches have been asked: the answer began, and was no failure, which nobody pays for. */
  asked?: Asked;
  /** Calls of ours in the answer, in estimated tokens. */
  hidden: number | "all";
}

/** Bills one request of a client, and all that is asked of the upstream for it. */
export class OpenBill {
  readonly #purchase: Purchase;
  readonly #counter: Counter;
  readonly #prompts: Promise<Prompts | undefined>;
  #round: Round;

  constructor(purchase: Purchase, counter: Counter) {
    this.#purchase = purchase;
    this.#counter = counter;
    this.#prompts = counter.promptsOf();
    this.#round = { round: "first", at: counter.now(), prompts: this.#prompts, hidden: 0 };
  }

  /** The upstream begins to answer, and not with an error. */
  begun(): void {
    const { biller, now, work } = this.#counter;
    const round = this.#round;
    const times = { at: round.at, begun: now() };
    work(async () => {
      const prompts = await round.prompts;
      if (prompts) round.asked = biller.ask(prompts, times);
    });
  }

  /** The answer is down, with what the provider said of it. */
  heard(usage: Usage | undefined): void {
    const round = this.#round;
    this.#counter.work(() => this.#settle(round, usage));
  }

  /** Calls of ours in the answer, in estimated tokens: to be told in the same breath as its end. */
  hid(tokens: Round["hidden"]): void {
    this.#round.hidden = tokens;
  }

  /** The model is asked to go on: `added` stands behind the client's prompt now. */
  goesOn(added: Added): void {
    const prompts = this.#prompts.then((prompts) => prompts && furtherOf(prompts, added));
    this.#round = { round: "further", at: this.#counter.now(), prompts, hidden: 0 };
  }

  async #settle(round: Round, usage: Usage | undefined): Promise<void> {
    const prompts = await round.prompts;
    // Whoever ends the answer says then what was hidden in it.
    await setImmediate();
    const { asked, at, hidden } = round;
    if (prompts === undefined || asked === undefined) return;
    const { biller, enter } = this.#counter;
    const { known: { conversation: { head, body }, stale }, client, bytesUp } = this.#purchase;
    const settled = biller.settle(asked, usage);
    const { changes, sent: { blocks } } = prompts;
    const tookStep = stale.step.length > 0 && round.round === "first";
    enter({
      at,
      client,
      model: head.model,
      round: round.round,
      bytes: { in: body.length, up: bytesUp },
      settled,
      changes,
      hidden: biller.outputDollars(asked.sent, settled.sent, hidden),
      step: tookStep ? stepCost(settled, changes, blocks.length) : 0,
    });
  }
}

/** The client made no such request. */
function furtherOf({ sent, history }: Prompts, { digest, tokens }: Added) {
  const pair = {
    id: digest,
    tokens: tokens(),
    kind: "result",
    mark: undefined,
    ends: true,
  } as const;
  const further = { ...sent, blocks: [...sent.blocks, pair] };
  return { sent: further, history, direct: undefined, changes: [] };
}
