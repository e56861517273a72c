import { kindOf, spansOf, type Value } from "../../json/spans.ts";
import type { Item } from "../../conversation/layout.ts";

/** One whole block of an answer. */
export interface AnswerBlock {
  readonly type: string;
  /** As it goes up again; `undefined` where it holds what can't be put back byte for byte. */
  readonly raw: string | undefined;
  readonly call: OurCall | undefined;
  /** A call that the client answers. */
  readonly isClientCall: boolean;
  readonly item: Item;
}

/** A call of ours, as it is to be answered. */
export interface OurCall {
  readonly id: string;
  /** `undefined` where it is no JSON object: cut off, or streamed eagerly. */
  readonly input: Value | undefined;
}

/** What a call of ours is answered, as a JSON block. */
export type Redeem = (call: OurCall) => string;

/** The block with another answer, if it is a call of ours. */
export function retold(block: AnswerBlock, redeem: Redeem): AnswerBlock {
  if (block.call === undefined || block.item.kind !== "hidden") return block;
  return { ...block, item: { ...block.item, result: redeem(block.call) } };
}

/** The words by which an echo is known that has nothing else; a call of the client's stands in every echo. */
export function tellingWords(blocks: readonly AnswerBlock[]): string | undefined {
  if (blocks.some(({ isClientCall }) => isClientCall)) return undefined;
  return blocks.map(({ item }) => item.kind === "visible" ? item.words ?? "" : "").join("");
}

/** A call without arguments streams nothing, or blanks. */
export function inputOf(json: string): Value | undefined {
  const input = spansOf(new TextEncoder().encode(json.trim() === "" ? "{}" : json));
  return input && kindOf(input) === "object" ? input : undefined;
}
