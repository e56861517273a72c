import { field, items, spansOf, textOf } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { replacing } from "../../expanding/edits.ts";
import { NOTHING_VISIBLE } from "../../expanding/message.ts";
import type { Gathered, WholeAnswers, WholeRound } from "../../expanding/whole.ts";
import { isOurs, partsAsBlocks } from "./block.ts";
import { saying, Written } from "./ending.ts";
import { resultPart, stopOf, turns } from "./turns.ts";

/** Answers in one piece: those of one message of the client. */
export function wholeAnswers(): WholeAnswers {
  const written = new Written();
  return {
    turns,
    resultOf: resultPart,
    isShown: () => true,
    read: (body) => read(body, written),
    write: (body, all) => write(body, all, written),
  };
}

/** `undefined` where the answer has no candidate. */
function read(body: Uint8Array, written: Written): WholeRound | undefined {
  const root = spansOf(body);
  const candidate = items(field(root, "candidates"))[0];
  if (candidate === undefined) return undefined;
  const said = items(field(field(candidate, "content"), "parts"));
  const hides = said.some(isOurs);
  written.add(root);
  return {
    id: textOf(field(root, "responseId")),
    hides,
    stop: stopOf(textOf(field(candidate, "finishReason")), hides),
    outputTokens: 0,
    blocks: (redeem) => partsAsBlocks(said, redeem),
  };
}

/** The last answer with the parts of all, the first one's id and the tokens of all. */
function write(body: Uint8Array, { id, blocks }: Gathered, written: Written): Uint8Array {
  const root = spansOf(body)!;
  const list = field(field(items(field(root, "candidates"))[0], "content"), "parts");
  const said = list && blocks.length > 0
    ? replacing([[list, `[${blocks.map(({ raw }) => raw)}]`]])
    : saying(root, NOTHING_VISIBLE);
  const edits = [
    ...said,
    ...replacing([[id === undefined ? undefined : field(root, "responseId"), JSON.stringify(id)]]),
    ...written.editsIn(root),
  ];
  return splice(body, edits.sort((a, b) => a.start - b.start));
}
