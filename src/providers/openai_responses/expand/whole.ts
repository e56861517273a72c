import { field, items, kindOf, spansOf, textOf } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import type { Gathered, WholeAnswers, WholeRound } from "../../expanding/whole.ts";
import { blockOf, isOurs, typeOf } from "./block.ts";
import { endEdits, nothingVisible, Written } from "./ending.ts";
import { resultItem, stopOf, turns } from "./turns.ts";

/** Answers in one piece: those of one message of the client. */
export function wholeAnswers(): WholeAnswers {
  const written = new Written();
  return {
    turns,
    resultOf: resultItem,
    isShown: () => true,
    read: (body) => read(body, written),
    write: (body, all) => write(body, all, written),
  };
}

function read(body: Uint8Array, written: Written): WholeRound | undefined {
  const root = spansOf(body);
  const output = field(root, "output");
  if (output === undefined || kindOf(output) !== "array") return undefined;
  written.add(root);
  const said = items(output);
  return {
    id: textOf(field(root, "id")),
    hides: said.some(isOurs),
    stop: stopOf(root, said.map((item) => ({ type: typeOf(item) }))),
    outputTokens: 0,
    blocks: (redeem) => said.map((item) => blockOf(item, redeem)),
  };
}

function write(body: Uint8Array, { id, blocks }: Gathered, written: Written): Uint8Array {
  const output = blocks.length > 0
    ? blocks.map(({ raw }) => raw ?? "")
    : [JSON.stringify(nothingVisible(id))];
  return splice(body, endEdits(spansOf(body), { id, output, written }));
}
