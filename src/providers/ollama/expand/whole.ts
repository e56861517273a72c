import { field, items, spansOf, textOf } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { blocksOf, toolIn } from "../../chat/block.ts";
import { messageWith } from "../../chat/message.ts";
import { replacing } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import type { Gathered, WholeAnswers, WholeRound } from "../../expanding/whole.ts";
import { Written } from "./ending.ts";
import { stopOf, turns, words } from "./words.ts";

/** Answers in one piece: those of one message of the client. */
export function wholeAnswers(): WholeAnswers {
  const written = new Written();
  return {
    turns,
    resultOf: words.resultOf,
    isShown: ({ type }) => type !== "thinking",
    read: (body) => read(body, written),
    write: (body, all) => write(body, all, written),
  };
}

function read(body: Uint8Array, written: Written): WholeRound | undefined {
  const root = spansOf(body);
  const message = field(root, "message");
  if (message === undefined) return undefined;
  written.add(root);
  return {
    id: undefined,
    hides: items(field(message, "tool_calls")).some((call) => toolIn(call) === TOOL_NAME),
    stop: stopOf(textOf(field(root, "done_reason"))),
    outputTokens: 0,
    blocks: (redeem) => blocksOf(message, redeem, words),
  };
}

/** The last answer with what all of them said and took. */
function write(body: Uint8Array, { blocks }: Gathered, written: Written): Uint8Array {
  const root = spansOf(body);
  const message = field(root, "message")!;
  return splice(
    body,
    replacing([[message, messageWith(message, blocks, words)], ...written.placesIn(root)]),
  );
}
