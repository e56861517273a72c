import type { Value } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";
import { contentOf, digestBut, literalOf, saidBy } from "./content.ts";
import type { SaidResult, SaidText } from "./conversation.ts";

/** What an API says about a result beside its content. */
export type Answering = Pick<SaidResult, "callId" | "isError">;

/** Types of blocks whose text may be shortened, in all APIs. */
const TEXTS = new Set(["text", "input_text"]);

/** Reads the content of a result: a lone string, or a list of blocks. Places are in bytes from `from`. */
export function resultOf(
  body: Uint8Array,
  from: number,
  content: Value | undefined,
  { callId, isError }: Answering,
): SaidResult {
  const parts = contentOf(content).map(({ type, value }) => {
    const literal = TEXTS.has(type) ? literalOf(value) : undefined;
    const text = saidText(from, literal);
    const gist = text ? `text ${text.digest}` : `other ${digestBut(body, literal ?? value)}`;
    return { text, gist };
  });
  return {
    callId,
    isError,
    whole: sha256([`error ${isError}`, ...parts.map(({ gist }) => gist)].join("\n")),
    texts: parts.flatMap(({ text }) => text ?? []),
  };
}

/** `undefined` for what is never shortened: what is no text, too long, or can't be carried back. */
export function saidText(from: number, literal: Value | undefined): SaidText | undefined {
  const text = saidBy(literal);
  if (literal === undefined || text === undefined) return undefined;
  return {
    place: { start: literal.start - from, end: literal.end - from },
    digest: sha256(text),
    length: text.length,
  };
}
