import { field, textOf, type Value } from "../../json/spans.ts";
import type { Wish } from "../../plan/redeem.ts";
import type { Answerer } from "../expand.ts";
import type { OurCall, Redeem } from "./answer_block.ts";

/** The result of a call, as an API's JSON. */
export type ResultOf = (callId: string, text: string, isError: boolean) => string;

/** Answers calls with results of an API. */
export function redeemBy(answer: Answerer, resultOf: ResultOf): Redeem {
  return (call: OurCall) => {
    const { text, isError } = answer(call.input && wishOf(call.input));
    return resultOf(call.id, text, isError);
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
