import { booleanOf, field, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import type { SaidResult, SaidText } from "../../conversation/conversation.ts";
import { contentOf, digestBut, literalOf, saidBy } from "../../conversation/content.ts";

/** Reads a `tool_result` block. Places are in bytes from `from`, the start of its message. */
export function resultOf(body: Uint8Array, from: number, block: Value): SaidResult {
  const parts = contentOf(field(block, "content")).map(({ type, value }) => {
    const literal = type === "text" ? literalOf(value) : undefined;
    const text = saidText(from, literal);
    const gist = text ? `text ${text.digest}` : `other ${digestBut(body, literal ?? value)}`;
    return { text, gist };
  });
  const isError = booleanOf(field(block, "is_error")) === true;
  return {
    callId: textOf(field(block, "tool_use_id")),
    isError,
    whole: sha256([`error ${isError}`, ...parts.map(({ gist }) => gist)].join("\n")),
    texts: parts.flatMap(({ text }) => text ?? []),
  };
}

/** `undefined` for what is never shortened: what is no text, too long, or can't be carried back. */
function saidText(from: number, literal: Value | undefined): SaidText | undefined {
  const text = saidBy(literal);
  if (literal === undefined || text === undefined) return undefined;
  return {
    place: { start: literal.start - from, end: literal.end - from },
    digest: sha256(text),
    length: text.length,
  };
}
