import { field, items, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { replacing } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import type { Gathered, WholeAnswers, WholeRound } from "../../expanding/whole.ts";
import { blocksOf, toolIn } from "../../chat/block.ts";
import { messageWith } from "../../chat/message.ts";
import { tokensIn, usageEdits } from "./chunk.ts";
import { stopOf, turns, words } from "./words.ts";

/** Answers in one piece. */
export const wholeAnswers: WholeAnswers = {
  turns,
  resultOf: words.resultOf,
  isShown: ({ type }) => type !== "thinking",
  read,
  write,
};

function read(body: Uint8Array): WholeRound | undefined {
  const root = spansOf(body);
  const choice = choiceIn(root);
  const message = field(choice, "message");
  if (message === undefined) return undefined;
  return {
    id: textOf(field(root, "id")),
    hides: items(field(message, "tool_calls")).some((call) => toolIn(call) === TOOL_NAME),
    stop: stopOf(textOf(field(choice, "finish_reason"))),
    outputTokens: tokensIn(field(root, "usage")) ?? 0,
    blocks: (redeem) => blocksOf(message, redeem, words),
  };
}

/** The last answer with what all of them said, the first one's id and the tokens of all. */
function write(body: Uint8Array, { id, blocks, tokens, isForced }: Gathered): Uint8Array {
  const root = spansOf(body);
  const choice = choiceIn(root);
  return splice(
    body,
    replacing([
      [field(root, "id"), JSON.stringify(id ?? "")],
      [field(choice, "message"), messageWith(field(choice, "message")!, blocks, words)],
      [isForced ? field(choice, "finish_reason") : undefined, '"stop"'],
      ...usageEdits(field(root, "usage"), tokens),
    ]),
  );
}

function choiceIn(root: Value | undefined): Value | undefined {
  return items(field(root, "choices"))[0];
}
