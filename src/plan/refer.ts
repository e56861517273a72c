import { textAt } from "../json/spans.ts";
import { tokensOf } from "../text/tokens.ts";
import type { Block } from "../conversation/conversation.ts";
import type { Decision } from "./decision.ts";
import type { Scene, Stage } from "./desk.ts";
import { wholeLine } from "./wording.ts";

/**
 * A result that repeats an earlier one, whole, becomes a line that says which. The earlier one stands in this request
 * to the letter, so nothing is lost and nothing need be redeemed; and since a reference is never a target, none chain.
 */
export const refer: Stage = {
  name: "refer",
  decide: (scene, desk): Decision | undefined => {
    const target = targetOf(scene);
    if (target === undefined) return undefined;
    const text = scene.text();
    const original = desk.store(text);
    const cited = desk.cite(original);
    // The server may take the target away where we can't see it.
    if (scene.conversation.head.clearsResults && cited === undefined) return undefined;
    const line = wholeLine(target.call, scene.block.call, cited);
    if (!isShorter(line, text)) return undefined;
    const to = [{ anchor: target.anchor, digest: target.digest }];
    return { kind: "refer", rule: undefined, to, text: line, original };
  },
};

/** The nearest block before that says the same, in a result that says the same, and goes up as it is. */
function targetOf({ conversation, block, text, before }: Scene): Block | undefined {
  const index = before.equals(block.result.whole)
    .map((first) => first + block.part)
    .findLast((index) => {
      const other = before.blocks[index];
      return other !== undefined && other.result !== block.result &&
        before.decisions[index].kind === "keep" && other.digest === block.digest &&
        textAt(conversation.body, other.place) === text();
    });
  return index === undefined ? undefined : before.blocks[index];
}

/** Blanks and the like may be few tokens however long; a text's beginning tells, as a line is some 30 tokens. */
function isShorter(line: string, original: string): boolean {
  return tokensOf(line) * 1.25 < tokensOf(original.slice(0, 4096));
}
