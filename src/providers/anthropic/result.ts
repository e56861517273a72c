import { booleanOf, field, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import type { SaidResult, SaidText } from "../../conversation/conversation.ts";
import { contentOf, digestBut, literalOf } from "./content.ts";

/** Reads a `tool_result` block. Places are in bytes from `from`, the start of its message. */
export function resultOf(body: Uint8Array, from: number, block: Value): SaidResult {
  const parts = contentOf(field(block, "content")).map(({ type, value }) => {
    const text = type === "text" ? saidText(from, literalOf(value)) : undefined;
    return { text, gist: text ? `text ${text.digest}` : `other ${digestBut(body, value)}` };
  });
  return {
    callId: textOf(field(block, "tool_use_id")),
    isError: booleanOf(field(block, "is_error")) === true,
    whole: sha256(parts.map(({ gist }) => gist).join("\n")),
    texts: parts.flatMap(({ text }) => text ?? []),
  };
}

/** `undefined` where the literal holds what UTF-8 can't carry back, such as half a surrogate pair. */
function saidText(from: number, literal: Value | undefined): SaidText | undefined {
  const text = textOf(literal);
  if (literal === undefined || text === undefined) return undefined;
  return {
    place: { start: literal.start - from, end: literal.end - from },
    digest: sha256(text),
    length: text.length,
  };
}
