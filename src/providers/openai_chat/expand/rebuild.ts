import { field, fields, items, kindOf, spansOf, textOf, type Value } from "../../../json/spans.ts";
import type { Edit } from "../../../json/splice.ts";
import { type Content, contentOf, literalOf } from "../../../conversation/content.ts";
import type { Placed } from "../../../conversation/echo.ts";
import { type Layout, type Round, wordsOf } from "../../../conversation/layout.ts";
import { sha256 } from "../../../text/digest.ts";
import { tokensOf } from "../../../text/tokens.ts";
import type { Rebuilt } from "../../expand.ts";
import { isFiller } from "../../expanding/echo.ts";
import { rawOf } from "../../expanding/edits.ts";
import type { Echoed } from "../../expanding/match.ts";
import { isHidden, oursIn, withoutOwed } from "../../expanding/parts.ts";
import { type Part, type Piece, type TextWriter, Walk } from "../../expanding/walk.ts";
import { isThought } from "./block.ts";
import { thoughtOfLast } from "./thought.ts";
import { messagesOf } from "./turns.ts";

/**
 * Puts back what the client never saw in one of its messages: our calls stand in the assistant's message again, the
 * results of each round follow it, and what is owed stands behind the results that the client gives. What the client
 * wrote stays as it wrote it. `undefined` where nothing is put back.
 */
export function rebuilt(
  messages: readonly Value[],
  turn: number,
  { name, layout }: Placed,
): Rebuilt | undefined {
  const message = messages[turn];
  const all = partsOf(message, layout);
  const parts = turn + 1 < messages.length ? all : withoutOwed(all);
  const ours = parts.flatMap(oursIn);
  if (ours.length === 0) return undefined;
  const before = parts.slice(0, -1).map((part, i) => roundOf(part, layout.rounds[i]));
  const last = lastOf(message, parts[parts.length - 1], layout, parts.length - 1);
  return {
    name,
    turn,
    edits: editsOf(messages, turn, [...before, last], parts[parts.length - 1].results),
    standsFor: standsFor(messages, turn, parts),
    digest: sha256(ours.map(sha256).join(" ")),
    tokens: () => ours.reduce((sum, raw) => sum + tokensOf(raw), 0),
  };
}

/** Results that are owed stand behind the client's own, which follow their calls. */
function editsOf(
  messages: readonly Value[],
  turn: number,
  written: readonly string[],
  owed: readonly string[],
): Edit[] {
  const { start, end } = messages[turn];
  const last = lastResult(messages, turn);
  if (owed.length === 0) return [{ start, end, insert: encode(written.join(",")) }];
  if (last === turn) return [{ start, end, insert: encode([...written, ...owed].join(",")) }];
  const behind = messages[last].end;
  return [
    { start, end, insert: encode(written.join(",")) },
    { start: behind, end: behind, insert: encode(`,${owed}`) },
  ];
}

/** Each round is a message and its results; what is owed stands behind the client's own. */
function standsFor(messages: readonly Value[], turn: number, parts: readonly Part[]): number[] {
  const counts = parts.map(({ results }) => results.length);
  const owed = counts.pop() ?? 0;
  const written = counts.reduce((sum, count) => sum + 1 + count, 1);
  const given = owed > 0 ? lastResult(messages, turn) - turn : 0;
  return [
    ...new Array(written).fill(turn),
    ...Array.from({ length: given }, (_, i) => turn + 1 + i),
    ...new Array(owed).fill(turn),
  ];
}

/** The last of the results that the client gives behind a message; the message itself where there are none. */
function lastResult(messages: readonly Value[], turn: number): number {
  let last = turn;
  while (isResult(messages[last + 1])) last++;
  return last;
}

function isResult(message: Value | undefined): boolean {
  const role = textOf(field(message, "role"));
  return role === "tool" || role === "function";
}

/** What stands in each round. */
function partsOf(message: Value, layout: Layout): readonly Part[] {
  const isSilent = layout.rounds.flat().every((item) => item.kind === "hidden" || !item.words);
  const walk = new Walk(layout, texts);
  const echo = contentOf(field(message, "content")).map(echoedText);
  for (const block of [...echo, ...items(field(message, "tool_calls")).map(echoedCall)]) {
    // Ours, where the answer had nothing that the client could be given.
    if (!isSilent || !isFiller(block.words)) walk.add(block);
  }
  return walk.end();
}

/** Texts are strings; in a list, and with a cache marker, they are parts of it. */
const texts: TextWriter = {
  text: (said) => JSON.stringify(said),
  marked: (raw, marker) => `{"type":"text","text":${raw},"cache_control":${marker}}`,
};

function echoedText({ type, value }: Content): Echoed {
  const text = type === "text" ? textOf(literalOf(value)) : undefined;
  const marker = field(value, "cache_control");
  return {
    type,
    raw: rawOf(value),
    mark: undefined,
    text,
    words: text === undefined ? undefined : wordsOf(text),
    marker: marker && rawOf(marker),
  };
}

function echoedCall(call: Value): Echoed {
  const id = textOf(field(call, "id"));
  return {
    type: "call",
    raw: rawOf(call),
    mark: id ? sha256(id) : undefined,
    text: undefined,
    words: undefined,
    marker: undefined,
  };
}

/** A round that the client knows as a part of a message, as it went up while that was answered. */
function roundOf({ blocks, results }: Part, round: Round): string {
  return messagesOf({
    text: textOfRound(blocks.filter(isContent), round),
    thought: blocks.find(({ kind }) => kind === "left_out")?.raw,
    calls: callsIn(blocks),
    results,
  });
}

/** As the model said it, where the client has it with other white space. */
function textOfRound(content: readonly Piece[], round: Round): string | undefined {
  const literals = content.map(literalIn);
  if (content.length === 0) return undefined;
  if (literals.some((literal) => literal === undefined)) return listOf(content);
  const said = literals.map((literal) => JSON.parse(literal!)).join("");
  const stored = round.find((item) => item.kind === "visible" && item.words === wordsOf(said));
  return stored?.kind === "visible" && stored.raw ? stored.raw : JSON.stringify(said);
}

/** The client's message, with what belongs to the last round and nothing else. */
function lastOf(message: Value, { blocks }: Part, layout: Layout, nth: number): string {
  const calls = callsIn(blocks);
  const thought = thoughtOfLast(message, layout, nth);
  const stored = blocks.find(({ kind }) => kind === "left_out")?.raw;
  const needsThought = thought.size === 0 && blocks.some(isHidden) && stored !== undefined;
  const own = fields(message).flatMap(({ key, value }) => {
    if (key === "tool_calls") return calls.length > 0 ? `"tool_calls":[${calls}]` : [];
    const raw = key === "content"
      ? contentWith(value, blocks.filter(isContent))
      : isThought(key)
      ? thought.get(key)
      : rawOf(value);
    return raw === undefined ? [] : `${JSON.stringify(key)}:${raw}`;
  });
  const hasCalls = field(message, "tool_calls") !== undefined;
  return `{${[
    ...own,
    ...(needsThought ? [stored.slice(1, -1)] : []),
    ...(hasCalls || calls.length === 0 ? [] : [`"tool_calls":[${calls}]`]),
  ]}}`;
}

/** In the form that the client gave it. */
function contentWith(content: Value, pieces: readonly Piece[]): string {
  if (pieces.length === 0) return textOf(content)?.trim() === "" ? rawOf(content) : "null";
  if (kindOf(content) === "array") return listOf(pieces);
  return pieces.length === 1
    ? pieces[0].raw
    : JSON.stringify(pieces.map(({ raw }) => JSON.parse(raw)).join(""));
}

function listOf(pieces: readonly Piece[]): string {
  const parts = pieces.map(({ raw }) =>
    raw.startsWith('"') ? `{"type":"text","text":${raw}}` : raw
  );
  return `[${parts}]`;
}

/** The string of a piece that is a text and nothing else. */
function literalIn({ raw }: Piece): string | undefined {
  if (raw.startsWith('"')) return raw;
  const part = spansOf(encode(raw));
  const text = field(part, "text");
  return text && fields(part).length === 2 && kindOf(text) === "string" ? rawOf(text) : undefined;
}

function callsIn(blocks: readonly Piece[]): string[] {
  return blocks.filter((piece) => isHidden(piece) || isCall(piece)).map(({ raw }) => raw);
}

function isContent(piece: Piece): boolean {
  return piece.kind === "said" && !isCall(piece);
}

/** A client's call; parts of a content have neither field. */
function isCall({ kind, raw }: Piece): boolean {
  if (kind !== "said" || raw.startsWith('"')) return false;
  const value = spansOf(encode(raw));
  return field(value, "function") !== undefined || field(value, "custom") !== undefined;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
