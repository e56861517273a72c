import type { AnswerBlock } from "../../expanding/answer_block.ts";
import type { RoundWriter, StopReason } from "../../expanding/message.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";

/** Rounds as entries of `contents`. */
export const turns: RoundWriter = {
  turnOf: (blocks: readonly AnswerBlock[]) => {
    const results = blocks.flatMap(({ item }) => item.kind === "hidden" ? item.result : []);
    const said = blocks.map(({ raw }) => raw).join(",");
    return `{"role":"model","parts":[${said}]},${resultsEntry(results)}`;
  },
};

/** An entry of results, as a client would give them. */
export function resultsEntry(results: readonly string[]): string {
  return `{"role":"user","parts":[${results.join(",")}]}`;
}

/** The result of a call, as a part. A response is an object; `error` says that it failed. */
export function resultPart(callId: string, text: string, isError: boolean): string {
  const response = isError ? { error: text } : { output: text };
  return JSON.stringify({
    functionResponse: { ...(callId !== "" && { id: callId }), name: TOOL_NAME, response },
  });
}

/** Calls end an answer with `STOP`, as words do: what is in it decides. */
export function stopOf(reason: string | undefined, calls: boolean): StopReason {
  if (reason === "MAX_TOKENS") return "length";
  return reason === "STOP" && calls ? "calls" : "other";
}
