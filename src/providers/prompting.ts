import { field, items, kindOf, type Value } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";
import type { BlockMemo } from "../billing/memo.ts";
import type { Prompt, PromptBlock } from "../billing/prompt.ts";
import type { Conversation, Said } from "../conversation/conversation.ts";
import type { Piece } from "./pieces.ts";

/** How a request asks to be cached and billed. */
export interface Terms extends Pick<Prompt, "caching" | "scope" | "automatic" | "tier"> {
  /** Settings that the cache keeps messages apart by, though not what stands before them. */
  readonly settings?: string;
}

/** Where the prompt stands in the requests of an API. */
export interface PromptLayout {
  /** The object that holds the request: the body itself, as a rule. */
  requestIn?(root: Value): Value;
  readonly messages: string;
  /** The fields that stand before the messages in the prompt, wherever the body has them. */
  readonly before: readonly string[];
  /** What those say, in the prompt's order. */
  head(request: Value): Piece[];
  /** What one message says. */
  say(message: Value, said: Said): Piece[];
  terms(request: Value, model: string): Terms;
}

/** Makes the prompt of a request that was read, in steps: as `Provider.promptOf` has it. */
export function prompting(
  { requestIn = (root) => root, messages, before, head, say, terms }: PromptLayout,
): (conversation: Conversation, memo: BlockMemo) => Generator<void, Prompt> {
  return function* ({ root, turns, head: { model } }, memo) {
    const request = root && requestIn(root);
    if (request === undefined) throw new Error("a reading that does not know its body");
    const key = [messages, ...before].map((name, i) =>
      i > 0 ? digestOf(field(request, name)) : name
    );
    const blocks = [...memo.ofHead(key.join(" "), () => head(request).map(alone))];
    const { settings = "", ...asked } = terms(request, model);
    const starts: number[] = [];
    const first = blocks.length;
    for (const [i, message] of messagesIn(field(request, messages)).entries()) {
      const { said } = turns[i];
      if (!memo.knows(said)) yield;
      starts.push(blocks.length);
      blocks.push(...memo.ofTurn(said, () => together(say(message, said))));
    }
    if (settings !== "" && blocks.length > first) {
      blocks[first] = { ...blocks[first], id: `${settings} ${blocks[first].id}` };
    }
    return { model, ...asked, blocks, turns: starts };
  };
}

/** A lone string is one message, written short. */
function messagesIn(list: Value | undefined): Value[] {
  return list && kindOf(list) === "string" ? [list] : items(list);
}

function digestOf(value: Value | undefined): string {
  return value ? sha256(value.tape.body.subarray(value.start, value.end)) : "";
}

function alone(piece: Piece): PromptBlock {
  return { ...piece, ends: true };
}

function together(pieces: readonly Piece[]): PromptBlock[] {
  return pieces.map((piece, i) => ({ ...piece, ends: i === pieces.length - 1 }));
}
