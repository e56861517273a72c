import { textAt } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";
import { tokensOf } from "../text/tokens.ts";
import type { Block } from "../conversation/conversation.ts";
import type { Decision } from "./decision.ts";
import type { Scene, Stage } from "./desk.ts";
import { wholeLine } from "./wording.ts";

/** An earlier result that says the same, and what stands there of it. */
interface Equal {
  readonly block: Block;
  /** What a rule made of it; `undefined` where it stands to the letter. */
  readonly squeezed: string | undefined;
}

/**
 * A result that repeats an earlier one, whole, becomes a line that says which. The earlier one stands in this request:
 * to the letter, so that nothing is lost and nothing need be redeemed, or as a rule shortened it, where the id of both
 * brings it back (decision 20). Since a reference is never a target, none chain.
 */
export const refer: Stage = {
  name: "refer",
  decide: (scene, desk): Decision | undefined => {
    const equal = equalOf(scene);
    if (equal === undefined) return undefined;
    const { block, squeezed } = equal;
    const text = scene.text();
    const original = desk.store(text);
    const cited = desk.cite(original);
    // The server may take the target away where we can't see it.
    const needsId = squeezed !== undefined || scene.conversation.head.clearsResults;
    if (needsId && cited === undefined) return undefined;
    const line = wholeLine(block.call, scene.block.call, {
      cited,
      isToTheLetter: squeezed === undefined,
    });
    if (!isShorter(line, squeezed ?? text)) return undefined;
    const digest = squeezed === undefined ? block.digest : sha256(squeezed);
    const to = [{ anchor: block.anchor, digest }];
    return { kind: "refer", rule: undefined, to, text: line, original };
  },
};

/** The nearest block before that says the same, in a result that says the same; none that is itself a reference. */
function equalOf({ conversation, block, text, before }: Scene): Equal | undefined {
  const index = before.equals(block.result.whole)
    .map((first) => first + block.part)
    .findLast((index) => {
      const other = before.blocks[index];
      return other !== undefined && other.result !== block.result &&
        before.decisions[index].kind !== "refer" && other.digest === block.digest &&
        textAt(conversation.body, other.place) === text();
    });
  if (index === undefined) return undefined;
  const decision = before.decisions[index];
  const squeezed = decision.kind === "squeeze" ? decision.text : undefined;
  return { block: before.blocks[index], squeezed };
}

/** Blanks and the like may be few tokens however long; a text's beginning tells, as a line is some 30 tokens. */
function isShorter(line: string, original: string): boolean {
  return tokensOf(line) * 1.25 < tokensOf(original.slice(0, 4096));
}
