import { Buffer } from "node:buffer";
import {
  booleanOf,
  field,
  fields,
  items,
  spansOf,
  textOf,
  type Value,
} from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { blocksOf, isThought, saysAnything, toolIn } from "../../chat/block.ts";
import { Pieces } from "../../chat/pieces.ts";
import { type Redeem, tellingWords } from "../../expanding/answer_block.ts";
import { membersBut, rawOf, replacing } from "../../expanding/edits.ts";
import { endingOf } from "../../expanding/ending.ts";
import { NOTHING_VISIBLE, VisibleMessage } from "../../expanding/message.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { redeemBy } from "../../expanding/wish.ts";
import type { Answerer, Ending, Splicer, Taken } from "../../expand.ts";
import { Written } from "./ending.ts";
import { Lines } from "./lines.ts";
import { stopOf, turns, words } from "./words.ts";

/**
 * Makes one answer for the client out of the streams of all rounds. Until a call of ours comes (calls come whole, in one
 * line), lines go on as they came; from then on the last one is held back, until it is known to be the last of all.
 */
export class StreamSplicer implements Splicer {
  readonly isStream = true;
  readonly #message = new VisibleMessage(turns);
  readonly #written = new Written();
  readonly #redeem: Redeem;
  #lines = new Lines();
  /** What the model says in this round, field by field. */
  #said = new Map<string, Pieces>();
  #isSplicing = false;
  /** The line that ends the round. */
  #last: Value | undefined;

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
    const wasOver = this.#last !== undefined;
    const down = this.#lines.push(bytes).flatMap((line) => this.#passed(line));
    const isWhole = this.#last !== undefined && !wasOver && !this.#isSplicing;
    return { layout: undefined, ...(isWhole ? { words: tellingWords(this.#blocks()) } : {}), down };
  }

  end(): Ending {
    const { rest } = this.#lines;
    // The line feed behind the last line may be missing.
    const late = rest.length > 0 && this.#isSplicing ? this.#passed(rest) : [];
    if (!this.#isSplicing) return { kind: "passed", down: [rest], words: undefined };
    if (this.#last === undefined) return { kind: "passed", down: late, words: undefined };
    const end = this.#last;
    this.#written.add(end);
    const stop = stopOf(textOf(field(end, "done_reason")));
    return endingOf(this.#message, { blocks: this.#blocks(), stop, outputTokens: 0 }, {
      resultOf: words.resultOf,
      handOn: () => [...late, this.#handOn(end)],
    });
  }

  goOn(): void {
    this.#lines = new Lines();
    this.#said = new Map();
    this.#last = undefined;
  }

  #blocks() {
    const said = [...this.#said].map(([name, { json }]) => `${JSON.stringify(name)}:${json}`);
    return blocksOf(spansOf(Buffer.from(`{${said}}`))!, this.#redeem, words);
  }

  /** What of a line goes down now. */
  #passed(line: Uint8Array): Uint8Array[] {
    const root = spansOf(line);
    const message = field(root, "message");
    const isHiding = message !== undefined && this.#learn(message);
    if (booleanOf(field(root, "done")) === true) this.#last = root;
    if (this.#isSplicing && this.#last === root && root !== undefined) return [];
    if (message === undefined || !isHiding) return [line];
    const visible = messageBut(message);
    return says(visible) ? [splice(line, replacing([[message, visible]]))] : [];
  }

  /** Takes in what a line says; whether a call of ours is in it. */
  #learn(message: Value): boolean {
    for (const { key, value } of fields(message)) {
      if (key !== "role" && saysAnything(value)) this.#piecesOf(key).add(value);
    }
    const calls = items(field(message, "tool_calls"));
    const isHiding = calls.some(isOurs);
    this.#isSplicing ||= isHiding;
    if (isShown(message)) this.#message.show();
    return isHiding;
  }

  #piecesOf(name: string): Pieces {
    const pieces = this.#said.get(name) ?? new Pieces();
    this.#said.set(name, pieces);
    return pieces;
  }

  /** The end of the answer, held back until it was known to be the end. */
  #handOn(end: Value): Uint8Array {
    const message = field(end, "message");
    const said = this.#message.shown === 0
      ? JSON.stringify({ role: "assistant", content: NOTHING_VISIBLE })
      : message && messageBut(message);
    const edits = replacing([[message, said ?? ""], ...this.#written.placesIn(end)]);
    return splice(end.tape.body, edits);
  }
}

function isOurs(call: Value): boolean {
  return toolIn(call) === TOOL_NAME;
}

/** Whether a message may be made of what a line says: of thinking alone it may not. */
function isShown(message: Value): boolean {
  return fields(message).some(({ key, value }) =>
    key === "tool_calls"
      ? items(value).some((call) => !isOurs(call))
      : key !== "role" && !isThought(key) && saysAnything(value)
  );
}

/** The message without calls of ours. */
function messageBut(message: Value): string {
  const calls = items(field(message, "tool_calls")).filter((call) => !isOurs(call)).map(rawOf);
  const list = calls.length > 0 ? [`"tool_calls":[${calls}]`] : [];
  return `{${[...membersBut(message, ["tool_calls"]), ...list]}}`;
}

/** Whether a message that was written says anything beside its role. */
function says(message: string): boolean {
  return fields(spansOf(Buffer.from(message))).some(({ key, value }) =>
    key !== "role" && saysAnything(value)
  );
}
