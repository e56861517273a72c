import { field, textOf, type Value } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import { contentOf } from "../../../conversation/content.ts";
import { type Item, wordsOf } from "../../../conversation/layout.ts";
import { sha256 } from "../../../text/digest.ts";
import { type AnswerBlock, inputOf, type Redeem } from "../../expanding/answer_block.ts";
import { rawOf, replacing } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";

/** The type of a block of reasoning that is known to the server alone: it can't go up again where nothing is stored. */
export const UNSENDABLE = "unsendable_reasoning";

/** Calls that OpenAI's servers answer themselves; all others wait for the client. */
const HOSTED = new Set([
  "code_interpreter_call",
  "file_search_call",
  "image_generation_call",
  "mcp_call",
  "web_search_call",
]);

/** Whether an item of an answer is a call of ours. */
export function isOurs(item: Value | undefined): boolean {
  return typeOf(item) === "function_call" && textOf(field(item, "name")) === TOOL_NAME;
}

export function typeOf(item: Value | undefined): string {
  return textOf(field(item, "type")) ?? "";
}

/** An item of an answer that is complete as it stands. */
export function blockOf(item: Value, redeem: Redeem): AnswerBlock {
  return isOurs(item) ? hidden(item, redeem) : visible(item);
}

function hidden(item: Value, redeem: Redeem): AnswerBlock {
  const json = textOf(field(item, "arguments"));
  const call = {
    id: textOf(field(item, "call_id")) ?? "",
    input: json === undefined ? undefined : inputOf(json),
  };
  const raw = call.input ? rawOf(item) : withoutInput(item);
  const type = typeOf(item);
  const result = redeem(call);
  return { type, raw, call, isClientCall: false, item: { kind: "hidden", raw, result } };
}

/** Arguments that are no JSON can't go up again. */
function withoutInput(item: Value): string {
  const body = new TextEncoder().encode(rawOf(item));
  const begun = replacing([[field(item, "arguments"), '"{}"']]);
  const edits = begun.map((edit) => ({
    ...edit,
    start: edit.start - item.start,
    end: edit.end - item.start,
  }));
  return new TextDecoder().decode(splice(body, edits));
}

function visible(item: Value): AnswerBlock {
  const raw = rawOf(item);
  const type = typeOf(item);
  const isReasoning = type === "reasoning";
  const isSendable = textOf(field(item, "encrypted_content")) !== undefined;
  const words = type === "message" ? wordsOf(textIn(item)) : undefined;
  const known: Item = {
    kind: "visible",
    mark: markOf(item),
    words,
    raw: type === "message" || (isReasoning && isSendable) ? raw : undefined,
  };
  return {
    type: isReasoning && !isSendable ? UNSENDABLE : type,
    raw,
    call: undefined,
    isClientCall: isClientCall(type, item),
    item: known,
  };
}

function isClientCall(type: string, item: Value): boolean {
  if (type === "mcp_approval_request") return true;
  if (textOf(field(item, "execution")) === "server") return false;
  return type.endsWith("_call") && !HOSTED.has(type);
}

/** All that a message says. */
export function textIn(message: Value): string {
  return contentOf(field(message, "content"))
    .map(({ value }) => textOf(value) ?? textOf(field(value, "text") ?? field(value, "refusal")))
    .join("");
}

/**
 * What an echo of the item repeats to the letter; messages are known by their words, since clients drop their ids. They
 * drop those of calls that the server answers too, and keep them in order: such a call is the next one of its type.
 */
export function markOf(item: Value): string | undefined {
  const type = typeOf(item);
  if (type === "message") return undefined;
  const said = textOf(field(item, "call_id")) ?? textOf(field(item, "encrypted_content")) ??
    (HOSTED.has(type) ? type : textOf(field(item, "id")));
  return said ? sha256(said) : undefined;
}
