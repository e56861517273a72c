import { field, fields, items, kindOf, textOf, type Value } from "../../../json/spans.ts";
import type { Edit } from "../../../json/splice.ts";
import type { Placed } from "../../../conversation/echo.ts";
import { type Layout, wordsOf } from "../../../conversation/layout.ts";
import { sha256 } from "../../../text/digest.ts";
import { saidTokens } from "../../../conversation/said_tokens.ts";
import type { Rebuilt } from "../../expand.ts";
import { type Content, contentOf, literalOf } from "../../../conversation/content.ts";
import { markOf } from "./block.ts";
import { isFiller } from "../../expanding/echo.ts";
import { rawOf } from "../../expanding/edits.ts";
import type { Echoed } from "../../expanding/match.ts";
import { resultsMessage } from "./turns.ts";
import { oursIn, withoutOwed } from "../../expanding/parts.ts";
import { type Part, type TextWriter, Walk } from "../../expanding/walk.ts";

/**
 * Puts back what the client never saw in one of its messages: our calls stand in the assistant's message again, each
 * round ends with a message of results, and what is owed goes to the results that the client gives. What the client
 * wrote stays as it wrote it. `undefined` where nothing is put back.
 */
export function rebuilt(
  messages: readonly Value[],
  turn: number,
  { name, layout }: Placed,
): Rebuilt | undefined {
  const message = messages[turn];
  const all = partsOf(contentOf(field(message, "content")), layout);
  const next = roleOf(messages[turn + 1]) === "user" ? messages[turn + 1] : undefined;
  const parts = next ? all : withoutOwed(all);
  const ours = parts.flatMap(oursIn);
  if (ours.length === 0) return undefined;
  const owed = parts.at(-1)!.results;
  const stands = owed.length > 0 && isThoughtOver(messages, turn);
  const insert = encode(messagesOf(message, parts, stands));
  return {
    name,
    turn,
    edits: [
      { start: message.start, end: message.end, insert },
      ...(next && owed.length > 0 ? [giveBack(next, owed)] : []),
    ],
    standsFor: new Array(2 * parts.length - 1).fill(turn),
    digest: sha256(ours.map(sha256).join(" ")),
    tokens: () => ours.reduce((sum, raw) => sum + saidTokens(raw), 0),
  };
}

/** What stands in each round. */
function partsOf(echo: readonly Content[], layout: Layout): readonly Part[] {
  const isAllHidden = layout.rounds.flat().every((item) => item.kind === "hidden");
  const walk = new Walk(layout, texts);
  for (const content of echo) {
    const block = echoedOf(content);
    // Ours, where the answer had nothing that the client could be given.
    if (!isAllHidden || !isFiller(block.words)) walk.add(block);
  }
  return walk.end();
}

const texts: TextWriter = {
  text: (said) => JSON.stringify({ type: "text", text: said }),
  marked: (raw, marker) => `${raw.slice(0, -1)},"cache_control":${marker}}`,
};

function echoedOf({ type, value }: Content): Echoed {
  const text = type === "text" ? textOf(literalOf(value)) : undefined;
  const raw = rawOf(value);
  const marker = field(value, "cache_control");
  return {
    type,
    // A lone string is one text block written short.
    raw: kindOf(value) === "string" ? `{"type":"text","text":${raw}}` : raw,
    mark: type === "text" ? undefined : markOf(type, value),
    text,
    words: text === undefined ? undefined : wordsOf(text),
    marker: marker && rawOf(marker),
  };
}

/**
 * Whether thinking of a round whose results are owed must stand although the client has dropped it. To the client the
 * answer was over, to the provider its calls are being answered, and need the thinking before them; and once it stood,
 * it stands for as long as the thinking that came next.
 */
function isThoughtOver(messages: readonly Value[], turn: number): boolean {
  const later = messages.slice(turn + 1).find((message) => roleOf(message) === "assistant");
  return later === undefined ||
    items(field(later, "content")).some((block) =>
      textOf(field(block, "type"))?.endsWith("thinking")
    );
}

/** The client's message with what was put back: as many messages as there were rounds. */
function messagesOf(
  message: Value,
  parts: readonly Part[],
  needsThinking: boolean,
): string {
  const written = parts.slice(0, -1).map((part) =>
    `{"role":"assistant","content":${listOf(part, false)}},${resultsMessage(part.results)},`
  );
  const content = field(message, "content")!;
  const last = listOf(parts.at(-1)!, needsThinking);
  const own = fields(message).map(({ key, value }) =>
    `${JSON.stringify(key)}:${value.start === content.start ? last : rawOf(value)}`
  );
  return `${written.join("")}{${own.join(",")}}`;
}

function listOf({ blocks }: Part, needsThinking: boolean): string {
  const isMissing = needsThinking && !blocks.some(({ kind }) => kind === "thought");
  const standing = blocks.filter(({ kind }) => isMissing || kind !== "left_out");
  return `[${standing.map(({ raw }) => raw).join(",")}]`;
}

/** Results that are owed stand behind the client's own, before anything else that it says. */
function giveBack(next: Value, results: readonly string[]): Edit {
  const content = field(next, "content");
  if (content === undefined || kindOf(content) !== "array") {
    const text = content ? `,{"type":"text","text":${rawOf(content)}}` : "";
    const { start, end } = content ?? { start: next.end, end: next.end };
    return { start, end, insert: encode(`[${results.join(",")}${text}]`) };
  }
  const blocks = contentOf(content);
  const last = blocks.findLast(({ type }) => type === "tool_result");
  if (last) return insertAt(last.value.end, `,${results.join(",")}`);
  return insertAt(content.start + 1, `${results.join(",")}${blocks.length > 0 ? "," : ""}`);
}

function insertAt(offset: number, text: string): Edit {
  return { start: offset, end: offset, insert: encode(text) };
}

function roleOf(message: Value | undefined): string | undefined {
  return textOf(field(message, "role"));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
