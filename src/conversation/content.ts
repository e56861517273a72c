import { field, fields, items, kindOf, textOf, type Value } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";

/** One block of a message's or result's `content`. */
export interface Content {
  readonly type: string;
  readonly value: Value;
}

/** The blocks of a `content`: a lone string is one text block written short. */
export function contentOf(content: Value | undefined): Content[] {
  if (content === undefined) return [];
  if (kindOf(content) === "string") return [{ type: "text", value: content }];
  return items(content).map((value) => ({ type: textOf(field(value, "type")) ?? "", value }));
}

/** The string literal of a text block, or of a content that is a lone string. */
export function literalOf(text: Value): Value | undefined {
  return kindOf(text) === "string" ? text : field(text, "text");
}

/** A longer literal says more than any model's window takes: it is known by its bytes alone. In bytes. */
const LONGEST = 4_000_000;

/** The text of a literal; `undefined` where it is none, too long, or holds what UTF-8 can't carry back. */
export function saidBy(literal: Value | undefined): string | undefined {
  return literal && literal.end - literal.start <= LONGEST ? textOf(literal) : undefined;
}

/** Fields that say where a prompt is to be cached: Anthropic's and OpenAI's. */
const MARKERS: ReadonlySet<string> = new Set(["cache_control", "prompt_cache_breakpoint"]);

/** SHA-256 of a value as it stands, its own cache marker aside: clients move markers every turn. */
export function digestBut(body: Uint8Array, value: Value): string {
  if (kindOf(value) !== "object") return sha256(body.subarray(value.start, value.end));
  const kept = fields(value).filter(({ key }) => !MARKERS.has(key));
  return sha256(
    kept.map(({ key, value }) => `${key}:${sha256(body.subarray(value.start, value.end))}`).join(
      " ",
    ),
  );
}

/** Whether a field of a block is a cache marker. */
export function isMarker(name: string): boolean {
  return MARKERS.has(name);
}

/** Whether a cache marker stands on a value. */
export function isMarked(value: Value | undefined): boolean {
  return [...MARKERS].some((name) => {
    const marker = field(value, name);
    return marker !== undefined && kindOf(marker) !== "null";
  });
}

/** Whether a cache marker stands on a block, or on one that it holds: results and documents have a content of their own. */
export function bearsMarker(block: Value | undefined): boolean {
  return isMarked(block) || items(field(block, "content")).some(bearsMarker) ||
    items(field(field(block, "source"), "content")).some(bearsMarker);
}
