import { Buffer } from "node:buffer";
import { field, items, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { type Redeem, tellingWords } from "../../expanding/answer_block.ts";
import { type RoundEnd, VisibleMessage } from "../../expanding/message.ts";
import { redeemBy } from "../../expanding/wish.ts";
import type { Answerer, Ending, Splicer, Taken } from "../../expand.ts";
import { isOurs, Parts, rawOf } from "./block.ts";
import { edit, nothingVisible, Written } from "./ending.ts";
import { resultPart, stopOf, turns } from "./turns.ts";

/** A longer answer passes unread. */
const LONGEST = 64 * 1024 * 1024;

/** Makes one answer for the client out of the whole answers of all rounds. */
export class WholeSplicer implements Splicer {
  readonly isStream = false;
  readonly #message = new VisibleMessage(turns);
  readonly #visible: string[] = [];
  readonly #usage = new Written();
  readonly #redeem: Redeem;
  #id: string | undefined;
  #came: Uint8Array[] = [];
  #bytes = 0;
  #hides = false;

  constructor(answer: Answerer) {
    this.#redeem = redeemBy(answer, resultPart);
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
    const root = spansOf(body);
    const end = this.#roundEnd(root);
    if (!this.#hides) {
      return { kind: "passed", down: [body], words: end && tellingWords(end.blocks) };
    }
    if (root === undefined || end === undefined) {
      return { kind: "passed", down: [body], words: undefined };
    }
    const { outcome, layout } = this.#message.end(end);
    if (outcome.kind === "go_on") {
      const retell = (answer: Answerer) => outcome.retell(redeemBy(answer, resultPart));
      return { kind: "go_on", layout, turn: outcome.turn, retell };
    }
    if (outcome.kind === "fail") return { kind: "fail", layout };
    return { kind: "done", layout, down: [this.#handOn(root)] };
  }

  goOn(): void {
    this.#came = [];
    this.#bytes = 0;
  }

  /** `undefined` where the answer has no candidate. */
  #roundEnd(root: Value | undefined): RoundEnd | undefined {
    const candidate = items(field(root, "candidates"))[0];
    if (candidate === undefined) return undefined;
    const parts = new Parts(this.#redeem);
    const said = items(field(field(candidate, "content"), "parts"));
    for (const part of said) {
      parts.add(part);
      if (isOurs(part)) this.#hides = true;
      else {
        this.#message.show();
        this.#visible.push(rawOf(part));
      }
    }
    this.#id ??= textOf(field(root, "responseId"));
    this.#usage.add(root);
    const reason = textOf(field(candidate, "finishReason"));
    return { blocks: parts.blocks(), stop: stopOf(reason, said.some(isOurs)), outputTokens: 0 };
  }

  /** The last answer with the parts of all, the first one's id and the tokens of all. */
  #handOn(root: Value): Uint8Array {
    const content = field(items(field(root, "candidates"))[0], "content");
    const list = field(content, "parts");
    const id = field(root, "responseId");
    const said = list && this.#visible.length > 0
      ? [edit(list, `[${this.#visible.join(",")}]`)]
      : nothingVisible(root);
    const edits = [
      ...said,
      ...(id && this.#id !== undefined ? [edit(id, JSON.stringify(this.#id))] : []),
      ...this.#usage.editsIn(root),
    ];
    return splice(root.tape.body, edits.sort((a, b) => a.start - b.start));
  }
}
