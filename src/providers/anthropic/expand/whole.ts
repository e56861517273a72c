import { Buffer } from "node:buffer";
import { field, items, numberOf, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import type { Answerer, Ending, Splicer, Taken } from "../../expand.ts";
import { redeemBy } from "../../expanding/wish.ts";
import { type Redeem, tellingWords } from "../../expanding/answer_block.ts";
import { blockOf, isOurs } from "./block.ts";
import { resultBlock, stopOf, turns } from "./turns.ts";
import { NOTHING_VISIBLE, type RoundEnd, VisibleMessage } from "../../expanding/message.ts";

/** A longer answer passes unread. */
const LONGEST = 64 * 1024 * 1024;

/** Makes one message for the client out of the whole answers of all rounds. */
export class WholeSplicer implements Splicer {
  readonly isStream = false;
  readonly #message = new VisibleMessage(turns);
  readonly #visible: string[] = [];
  readonly #redeem: Redeem;
  #id: string | undefined;
  #came: Uint8Array[] = [];
  #bytes = 0;
  #hides = false;

  constructor(answer: Answerer) {
    this.#redeem = redeemBy(answer, resultBlock);
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
    const { outcome, layout } = this.#message.end(end);
    if (outcome.kind === "go_on") {
      const retell = (answer: Answerer) => outcome.retell(redeemBy(answer, resultBlock));
      return { kind: "go_on", layout, turn: outcome.turn, retell };
    }
    if (outcome.kind === "fail") return { kind: "fail", layout };
    return {
      kind: "done",
      layout,
      down: [this.#handOn(body, outcome.isForced ? "end_turn" : undefined)],
    };
  }

  goOn(): void {
    this.#came = [];
    this.#bytes = 0;
  }

  /** `undefined` where the answer is no message. */
  #roundEnd(body: Uint8Array): RoundEnd | undefined {
    const root = spansOf(body);
    if (textOf(field(root, "type")) !== "message") return undefined;
    const content = items(field(root, "content"));
    this.#hides ||= content.some(isOurs);
    for (const block of content.filter((block) => !isOurs(block))) {
      this.#visible.push(rawOf(body, block));
      this.#message.show();
    }
    this.#id ??= textOf(field(root, "id"));
    return {
      blocks: content.map((block) => blockOf(block, this.#redeem)),
      stop: stopOf(textOf(field(root, "stop_reason"))),
      outputTokens: numberOf(field(field(root, "usage"), "output_tokens")) ?? 0,
    };
  }

  /** The last answer with the blocks of all, the first one's id and the tokens of all. */
  #handOn(body: Uint8Array, stopReason: string | undefined): Uint8Array {
    const root = spansOf(body);
    const nothing = JSON.stringify({ type: "text", text: NOTHING_VISIBLE });
    const blocks = this.#visible.length > 0 ? this.#visible : [nothing];
    const edits = [
      [field(root, "id"), JSON.stringify(this.#id ?? "")],
      [field(root, "content"), `[${blocks.join(",")}]`],
      [stopReason && field(root, "stop_reason"), JSON.stringify(stopReason)],
      [field(field(root, "usage"), "output_tokens"), `${this.#message.tokens}`],
    ] as [Value | undefined, string][];
    return splice(
      body,
      edits.flatMap(([place, text]) =>
        place
          ? [{ start: place.start, end: place.end, insert: new TextEncoder().encode(text) }]
          : []
      ).sort((a, b) => a.start - b.start),
    );
  }
}

function rawOf(body: Uint8Array, { start, end }: Value): string {
  return new TextDecoder().decode(body.subarray(start, end));
}
