import { field, textOf, type Value } from "../../../json/spans.ts";
import type { Wish } from "../../../plan/redeem.ts";
import type { Answerer } from "../../expand.ts";
import type { OurCall, Redeem } from "./block.ts";
import { resultBlock } from "./turns.ts";

/** Answers calls with result blocks. */
export function redeemBy(answer: Answerer): Redeem {
  return (call: OurCall) => {
    const { text, isError } = answer(call.input && wishOf(call.input));
    return resultBlock(call.id, text, isError);
  };
}

function wishOf(input: Value): Wish {
  const lines = textOf(field(input, "lines"));
  const grep = textOf(field(input, "grep"));
  return {
    id: textOf(field(input, "id")),
    ...(lines ? { lines } : {}),
    ...(grep ? { grep } : {}),
  };
}
