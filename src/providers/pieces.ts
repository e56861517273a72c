import { field, kindOf, textOf, type Value, writtenOf } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";
import { BYTES_A_TOKEN, tokensOf } from "../text/tokens.ts";
import type { Kind, Life, PromptBlock } from "../billing/prompt.ts";
import { type Content, contentOf, digestBut, literalOf, saidBy } from "../conversation/content.ts";
import type { Role, SaidResult } from "../conversation/conversation.ts";

/** A block of a prompt, and nothing yet of the message that it stands in. */
export type Piece = Omit<PromptBlock, "ends">;

/** What attachments take, in tokens: about, since their bytes don't tell. */
export interface Attachments {
  readonly image: number;
  readonly document: number;
}

const TEXTS = new Set(["text", "input_text", "output_text", "refusal"]);
const IMAGES = new Set(["image", "image_url", "input_image"]);
const DOCUMENTS = new Set(["document", "file", "input_file"]);

/** What is said in each role. */
export const SAID_BY: Readonly<Record<Role, Kind>> = {
  user: "user",
  assistant: "answer",
  system: "system",
};

/** Sealed thinking is written in base64, and tells only roughly how long the thought was. */
const SEALED_BYTES_A_TOKEN = 6;

/** A value and what it takes. It is known by its bytes, its own cache marker aside. */
export function pieceOf(kind: Kind, value: Value, tokens: number): Piece {
  return { kind, id: digestBut(value.tape.body, value), tokens, mark: markOf(value) };
}

/** A value that goes to the model as it is written. */
export function wholePiece(kind: Kind, value: Value): Piece {
  return pieceOf(kind, value, tokensOf(writtenOf(value)));
}

/** One block of a content: a text is the same text whether it stands alone or in a list. */
export function contentPiece(kind: Kind, content: Content, attachments: Attachments): Piece {
  const piece = pieceOf(kind, content.value, tokensIn(content, attachments));
  const text = TEXTS.has(content.type) ? saidBy(textIn(content.value)) : undefined;
  return text === undefined ? piece : { ...piece, id: sha256(text) };
}

/** What a tool gave back: the value that holds it, and of it what the model reads. */
export function resultPiece(
  value: Value,
  content: Value | undefined,
  result: SaidResult | undefined,
  attachments: Attachments,
): Piece {
  const parts = contentOf(content).map((part) => tokensIn(part, attachments));
  const piece = pieceOf("result", value, parts.reduce((sum, tokens) => sum + tokens, 0));
  if (result === undefined) return piece;
  const { callId, whole } = result;
  return { ...piece, id: `${callId} ${whole}`, ...(callId !== undefined && { callId }) };
}

/** Tokens of a string's text; of one that can't be read, by its bytes. */
export function textTokens(literal: Value | undefined): number {
  if (literal === undefined) return 0;
  const text = saidBy(literal);
  return text === undefined
    ? Math.ceil((literal.end - literal.start) / BYTES_A_TOKEN)
    : tokensOf(text);
}

/** Tokens of thinking that only the provider can read. */
export function sealedTokens(sealed: Value | undefined): number {
  return sealed ? Math.round((sealed.end - sealed.start) / SEALED_BYTES_A_TOKEN) : 0;
}

/** Tokens of a value as it is written. */
export function writtenTokens(value: Value | undefined): number {
  return value ? tokensOf(writtenOf(value)) : 0;
}

/** The cache marker on a value, Anthropic's or OpenAI's. */
export function markOf(value: Value): Life | undefined {
  const mark = field(value, "cache_control") ?? field(value, "prompt_cache_breakpoint");
  return mark && kindOf(mark) === "object" ? lifeOf(field(mark, "ttl")) : undefined;
}

/** How long a `ttl` is; the shorter of the two where there is none. */
export function lifeOf(ttl: Value | undefined): Life {
  return /^(?:1|12|24)h$/.test(textOf(ttl) ?? "") ? "long" : "short";
}

/** Settings as they are written, to tell caches apart. */
export function settingsOf(...values: readonly (Value | undefined)[]): string {
  return values.map((value) => value ? writtenOf(value) : "").join(" ").trim();
}

function tokensIn({ type, value }: Content, { image, document }: Attachments): number {
  if (TEXTS.has(type)) return textTokens(textIn(value));
  if (IMAGES.has(type)) return image;
  return DOCUMENTS.has(type) ? document : writtenTokens(value);
}

function textIn(value: Value): Value | undefined {
  return literalOf(value) ?? field(value, "refusal");
}
