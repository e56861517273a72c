import { field, fields, items, kindOf, spansOf, textOf, type Value } from "../../json/spans.ts";
import type { Edit } from "../../json/splice.ts";
import { type Content, contentOf, literalOf } from "../../conversation/content.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import { type IsPlain, layoutFinder, type Placed } from "../../conversation/echo.ts";
import { hidesAnything, type Layout, type Round, wordsOf } from "../../conversation/layout.ts";
import { sha256 } from "../../text/digest.ts";
import { saidTokens } from "../../conversation/said_tokens.ts";
import type { Rebuilt } from "../expand.ts";
import { echoOf, isFiller } from "../expanding/echo.ts";
import { rawOf } from "../expanding/edits.ts";
import type { Echoed } from "../expanding/match.ts";
import { isHidden, oursIn, withoutOwed } from "../expanding/parts.ts";
import { type Part, type Piece, type TextWriter, Walk } from "../expanding/walk.ts";
import { isThought } from "./block.ts";
import { thoughtOfLast } from "./thought.ts";
import { messagesOf } from "./turns.ts";
import type { ChatWords } from "./words.ts";

/** The messages of a request in which something of ours was hidden. */
export function rebuiltIn(
  { root, ...conversation }: Conversation,
  stored: readonly Placed[],
  isPlain: IsPlain,
  words: ChatWords,
): Rebuilt[] {
  if (stored.length === 0) return [];
  const placedOf = layoutFinder(stored, isPlain);
  const messages = items(field(root, "messages"));
  return messages.flatMap((message, turn): Rebuilt[] => {
    if (conversation.turns[turn].said.role !== "assistant") return [];
    const nameless = items(field(message, "tool_calls")).flatMap((call) =>
      words.markOf(call) ?? []
    );
    const placed = placedOf(echoOf(conversation, turn, () => textsIn(message), nameless));
    if (placed === undefined || !hidesAnything(placed.layout)) return [];
    const whole = rebuilt(messages, turn, placed, words);
    return whole ? [whole] : [];
  });
}

function textsIn(message: Value): string[] {
  return contentOf(field(message, "content"))
    .flatMap(({ type, value }) => type === "text" ? textOf(literalOf(value)) ?? "" : []);
}

/**
 * Puts back what the client never saw in one of its messages: our calls stand in the assistant's message again, the
 * results of each round follow it, and what is owed stands among the results that the client gives. What the client
 * wrote stays as it wrote it. `undefined` where nothing is put back.
 */
function rebuilt(
  messages: readonly Value[],
  turn: number,
  { name, layout }: Placed,
  words: ChatWords,
): Rebuilt | undefined {
  const message = messages[turn];
  const all = partsOf(message, layout, words);
  const parts = turn + 1 < messages.length ? all : withoutOwed(all);
  const ours = parts.flatMap(oursIn);
  if (ours.length === 0) return undefined;
  const before = parts.slice(0, -1);
  const last = parts[parts.length - 1];
  const written = [
    ...before.map((part, i) => roundOf(part, layout.rounds[i], words)),
    lastOf(message, last, layout, before.length, words),
  ];
  const behind = resultsBehind(last, resultsAt(messages, turn + 1), words);
  return {
    name,
    turn,
    edits: editsOf(messages, turn, written, behind),
    standsFor: [
      ...new Array(before.reduce((sum, { results }) => sum + 1 + results.length, 1)).fill(turn),
      ...behind.map((result) => typeof result === "number" ? turn + 1 + result : turn),
    ],
    digest: sha256(ours.map(sha256).join(" ")),
    tokens: () => ours.reduce((sum, raw) => sum + saidTokens(raw), 0),
  };
}

/** A result behind the message: one that is owed, as JSON, or the client's own, by its number. */
type Behind = string | number;

/** The results behind the message, up to the last that is owed. */
function resultsBehind(
  { blocks, results }: Part,
  given: number,
  { resultsFollowCalls }: ChatWords,
): Behind[] {
  const owed = [...results];
  const clients = [...new Array(given).keys()];
  const all: Behind[] = resultsFollowCalls
    ? callsAmong(blocks).flatMap((call): Behind[] => (isHidden(call) ? owed : clients).splice(0, 1))
    : clients.splice(0);
  all.push(...clients, ...owed);
  return all.slice(0, all.findLastIndex((result) => typeof result === "string") + 1);
}

/** The message anew, and behind each result of the client's what is owed there. */
function editsOf(
  messages: readonly Value[],
  turn: number,
  written: readonly string[],
  behind: readonly Behind[],
): Edit[] {
  const { start, end } = messages[turn];
  const groups: { readonly start: number; readonly end: number; readonly owed: string[] }[] = [
    { start, end, owed: [...written] },
  ];
  for (const result of behind) {
    if (typeof result === "string") groups[groups.length - 1].owed.push(result);
    else {
      const { end } = messages[turn + 1 + result];
      groups.push({ start: end, end, owed: [] });
    }
  }
  return groups.filter(({ owed }) => owed.length > 0).map(({ start, end, owed }, i) => ({
    start,
    end,
    insert: encode(i === 0 ? owed.join(",") : `,${owed}`),
  }));
}

/** How many results stand from there on. */
function resultsAt(messages: readonly Value[], from: number): number {
  let end = from;
  while (isResult(messages[end])) end++;
  return end - from;
}

function isResult(message: Value | undefined): boolean {
  const role = textOf(field(message, "role"));
  return role === "tool" || role === "function";
}

/** What stands in each round. */
function partsOf(message: Value, layout: Layout, words: ChatWords): readonly Part[] {
  const isSilent = layout.rounds.flat().every((item) => item.kind === "hidden" || !item.words);
  const walk = new Walk(layout, texts);
  const echo = contentOf(field(message, "content")).map(echoedText);
  const calls = items(field(message, "tool_calls")).map((call) => echoedCall(call, words));
  for (const block of [...echo, ...calls]) {
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
    // Thinking that stands among the parts of a content is one of them.
    type: text === undefined ? "part" : "text",
    raw: rawOf(value),
    mark: undefined,
    text,
    words: text === undefined ? undefined : wordsOf(text),
    marker: marker && rawOf(marker),
  };
}

function echoedCall(call: Value, { markOf }: ChatWords): Echoed {
  return {
    type: "call",
    raw: rawOf(call),
    mark: markOf(call),
    text: undefined,
    words: undefined,
    marker: undefined,
  };
}

/** A round that the client knows as a part of a message, as it went up while that was answered. */
function roundOf({ blocks, results }: Part, round: Round, words: ChatWords): string {
  return messagesOf({
    text: textOfRound(blocks.filter(isContent), round),
    thought: blocks.find(({ kind }) => kind === "left_out")?.raw,
    calls: callsIn(blocks),
    results,
  }, words);
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
function lastOf(
  message: Value,
  { blocks }: Part,
  layout: Layout,
  nth: number,
  { silence }: ChatWords,
): string {
  const calls = callsIn(blocks);
  const thought = thoughtOfLast(message, layout, nth);
  const stored = blocks.find(({ kind }) => kind === "left_out")?.raw;
  const needsThought = thought.size === 0 && blocks.some(isHidden) && stored !== undefined;
  const own = fields(message).flatMap(({ key, value }) => {
    if (key === "tool_calls") return calls.length > 0 ? `"tool_calls":[${calls}]` : [];
    const raw = key === "content"
      ? contentWith(value, blocks.filter(isContent), silence)
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
function contentWith(content: Value, pieces: readonly Piece[], silence: string): string {
  if (pieces.length === 0) return textOf(content)?.trim() === "" ? rawOf(content) : silence;
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
  return callsAmong(blocks).map(({ raw }) => raw);
}

function callsAmong(blocks: readonly Piece[]): Piece[] {
  return blocks.filter((piece) => isHidden(piece) || isCall(piece));
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
