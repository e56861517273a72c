import { field, fields, textOf, type Value } from "../../../json/spans.ts";
import { type Item, wordsOf } from "../../../conversation/layout.ts";
import { sha256 } from "../../../text/digest.ts";
import type { AnswerBlock, OurCall, Redeem } from "../../expanding/answer_block.ts";
import { rawOf } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { callIn, isThought, signatureIn } from "../parts.ts";

/** Whether a part of an answer is a call of ours. */
export function isOurs(part: Value): boolean {
  return textOf(field(callIn(part), "name")) === TOOL_NAME;
}

/** Collects the parts of one answer; texts that stream in piece by piece become one. */
export class Parts {
  readonly #redeem: Redeem;
  readonly #blocks: AnswerBlock[] = [];
  /** A text that may go on. */
  #text = "";

  constructor(redeem: Redeem) {
    this.#redeem = redeem;
  }

  add(part: Value): void {
    const text = plainTextOf(part);
    if (text !== undefined) this.#text += text;
    else {
      this.#endText();
      this.#blocks.push(isOurs(part) ? hidden(part, this.#redeem) : visible(part));
    }
  }

  /** The parts so far; a text under way is one of them. */
  blocks(): readonly AnswerBlock[] {
    this.#endText();
    return this.#blocks;
  }

  #endText(): void {
    if (this.#text === "") return;
    const [last] = this.#blocks.slice(-1);
    const before = last?.type === "text" ? this.#blocks.pop() : undefined;
    const said = before === undefined ? this.#text : saidBy(before) + this.#text;
    this.#blocks.push(textBlock(said));
    this.#text = "";
  }
}

/** The blocks of a whole answer. */
export function partsAsBlocks(parts: readonly Value[], redeem: Redeem): readonly AnswerBlock[] {
  const all = new Parts(redeem);
  for (const part of parts) all.add(part);
  return all.blocks();
}

/** The words of a part that is text and nothing else; `undefined` for any other. */
export function plainTextOf(part: Value): string | undefined {
  const [only, more] = fields(part);
  return only?.key === "text" && more === undefined ? textOf(only.value) : undefined;
}

function textBlock(text: string): AnswerBlock {
  const raw = JSON.stringify({ text });
  const item: Item = { kind: "visible", mark: undefined, words: wordsOf(text), raw };
  return { type: "text", raw, call: undefined, isClientCall: false, item };
}

function saidBy({ raw }: AnswerBlock): string {
  return JSON.parse(raw!).text;
}

function hidden(part: Value, redeem: Redeem): AnswerBlock {
  const raw = rawOf(part);
  const call: OurCall = {
    id: textOf(field(callIn(part), "id")) ?? "",
    input: field(callIn(part), "args"),
  };
  const item: Item = { kind: "hidden", raw, result: redeem(call) };
  return { type: "call", raw, call, isClientCall: false, item };
}

function visible(part: Value): AnswerBlock {
  const raw = rawOf(part);
  const isCall = callIn(part) !== undefined;
  const text = textOf(field(part, "text"));
  const words = isThought(part) ? "" : text === undefined ? undefined : wordsOf(text);
  const item: Item = {
    kind: "visible",
    mark: markOf(part),
    words,
    raw: isCall ? undefined : raw,
  };
  const type = isCall ? "call" : "other";
  return { type, raw, call: undefined, isClientCall: isCall, item };
}

/** What an echo of the part repeats: its signature, its id, its thought, or what is called with what; text has only its words. */
export function markOf(part: Value): string | undefined {
  const call = callIn(part);
  const text = textOf(field(part, "text"));
  const said = textOf(field(call, "id")) ?? signatureIn(part);
  if (said !== undefined) return sha256(said);
  if (text !== undefined) return isThought(part) ? sha256(text) : undefined;
  if (call === undefined) return sha256(plainJson(rawOf(part)));
  const args = field(call, "args");
  return sha256(`${textOf(field(call, "name"))} ${args ? plainJson(rawOf(args)) : "{}"}`);
}

/** Clients write JSON anew, spaced as they like. */
function plainJson(json: string): string {
  return json.replace(/\s+/g, "");
}
