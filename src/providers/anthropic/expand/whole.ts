import { field, items, numberOf, spansOf, textOf } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { replacing } from "../../expanding/edits.ts";
import { NOTHING_VISIBLE } from "../../expanding/message.ts";
import type { Gathered, WholeAnswers, WholeRound } from "../../expanding/whole.ts";
import { blockOf, isOurs } from "./block.ts";
import { resultBlock, stopOf, turns } from "./turns.ts";

/** Answers in one piece. */
export const wholeAnswers: WholeAnswers = {
  turns,
  resultOf: resultBlock,
  isShown: () => true,
  read,
  write,
};

function read(body: Uint8Array): WholeRound | undefined {
  const root = spansOf(body);
  if (textOf(field(root, "type")) !== "message") return undefined;
  const content = items(field(root, "content"));
  return {
    id: textOf(field(root, "id")),
    hides: content.some(isOurs),
    stop: stopOf(textOf(field(root, "stop_reason"))),
    outputTokens: numberOf(field(field(root, "usage"), "output_tokens")) ?? 0,
    blocks: (redeem) => content.map((block) => blockOf(block, redeem)),
  };
}

/** The last answer with the blocks of all, the first one's id and the tokens of all. */
function write(body: Uint8Array, { id, blocks, tokens, isForced }: Gathered): Uint8Array {
  const root = spansOf(body);
  const nothing = JSON.stringify({ type: "text", text: NOTHING_VISIBLE });
  const visible = blocks.length > 0 ? blocks.map(({ raw }) => raw) : [nothing];
  return splice(
    body,
    replacing([
      [field(root, "id"), JSON.stringify(id ?? "")],
      [field(root, "content"), `[${visible.join(",")}]`],
      [isForced ? field(root, "stop_reason") : undefined, JSON.stringify("end_turn")],
      [field(field(root, "usage"), "output_tokens"), `${tokens}`],
    ]),
  );
}
