import { Buffer } from "node:buffer";
import { field, items, type Value } from "../../../json/spans.ts";
import type { Edit } from "../../../json/splice.ts";
import type { Conversation } from "../../../conversation/conversation.ts";
import { type Layout, wordsOf } from "../../../conversation/layout.ts";
import { sha256 } from "../../../text/digest.ts";
import { saidTokens } from "../../../conversation/said_tokens.ts";
import { isFiller } from "../../expanding/echo.ts";
import type { Echoed } from "../../expanding/match.ts";
import { oursIn } from "../../expanding/parts.ts";
import { type Part, type TextWriter, Walk } from "../../expanding/walk.ts";
import type { Rebuilt } from "../../expand.ts";
import { markOf, textIn, typeOf } from "./block.ts";
import { isMessage, isOutput, type Stretch } from "./stretches.ts";

/** What the model says bears no cache markers here. */
const texts: TextWriter = {
  text: (text) =>
    JSON.stringify({
      type: "message",
      role: "assistant",
      content: [{ type: "output_text", text }],
    }),
  marked: (raw) => raw,
};

/**
 * Puts back what the client never saw of one answer: our calls stand among its items again, each round ends with their
 * outputs, and what is owed stands behind the outputs that the client gives. What the client wrote stays as it wrote it.
 * `undefined` where nothing is put back.
 */
export function rebuilt(
  conversation: Conversation,
  { from, to, placed: { name, layout } }: Stretch,
): Rebuilt | undefined {
  const list = items(field(conversation.root, "input"));
  const parts = partsOf(list.slice(from, to), layout);
  const ours = parts.flatMap(oursIn);
  if (ours.length === 0) return undefined;
  const owed = parts[parts.length - 1].results;
  const given = outputsAfter(conversation, to);
  const written = [
    ...parts.flatMap((part, i) => [...saidIn(part), ...(i < parts.length - 1 ? part.results : [])]),
    ...(given === 0 ? owed : []),
  ];
  const outputs = Array.from({ length: given }, (_, i) => `#${to - from + i}`);
  return {
    name,
    turn: from,
    edits: [
      ...editsOf(list.slice(from, to), written),
      ...(given > 0 ? behind(list[to + given - 1], owed) : []),
    ],
    standsFor: standsFor(from, given > 0 ? [...written, ...outputs, ...owed] : written),
    digest: sha256(ours.map(sha256).join(" ")),
    tokens: () => ours.reduce((sum, raw) => sum + saidTokens(raw), 0),
  };
}

/** What stands in each round. An item of the client is told by its place: `#0` is the first. */
function partsOf(echo: readonly Value[], layout: Layout): readonly Part[] {
  const isAllHidden = layout.rounds.flat().every((item) => item.kind === "hidden");
  const walk = new Walk(layout, texts);
  echo.forEach((item, i) => {
    const block = echoedOf(item, `#${i}`);
    // Ours, where the answer had nothing that the client could be given.
    if (!isAllHidden || !isFiller(block.words)) walk.add(block);
  });
  return walk.end();
}

function echoedOf(item: Value, raw: string): Echoed {
  const text = isMessage(item) ? textIn(item) : undefined;
  return {
    type: typeOf(item) === "reasoning" ? "thinking" : typeOf(item),
    raw,
    mark: text === undefined ? markOf(item) : undefined,
    text,
    words: text === undefined ? undefined : wordsOf(text),
    marker: undefined,
  };
}

/** Ours stand for the item of the client that they stand behind. */
function standsFor(from: number, written: readonly string[]): number[] {
  let last = from;
  return written.map((raw) => raw.startsWith("#") ? last = from + Number(raw.slice(1)) : last);
}

/** Reasoning that the client has dropped stands again where it led to a call of ours. */
function saidIn({ blocks }: Part): string[] {
  return blocks
    .filter(({ kind }, i) => kind !== "left_out" || blocks[i + 1]?.kind === "hidden")
    .map(({ raw }) => raw);
}

/** How many outputs stand from this item on. */
function outputsAfter({ turns }: Conversation, from: number): number {
  const others = turns.slice(from).findIndex((turn) => !isOutput(turn));
  return others < 0 ? turns.length - from : others;
}

/** Puts what was put back between the items of the client; those that are not named again are replaced. */
function editsOf(echo: readonly Value[], written: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let next = 0;
  let pending: string[] = [];
  for (const raw of [...written, `#${echo.length}`]) {
    if (!raw.startsWith("#")) {
      pending.push(raw);
      continue;
    }
    const at = Number(raw.slice(1));
    if (pending.length > 0) edits.push(edit(echo, next, at, pending.join(",")));
    [next, pending] = [at + 1, []];
  }
  return edits;
}

/** Puts the items in place of those from `next` up to `at`; where there are none, before `at`, or behind all. */
function edit(echo: readonly Value[], next: number, at: number, raws: string): Edit {
  if (next < at) return { ...spanOf(echo[next], echo[at - 1]), insert: Buffer.from(raws) };
  if (at === echo.length) return behind(echo[at - 1], [raws])[0];
  const { start } = echo[at];
  return { start, end: start, insert: Buffer.from(`${raws},`) };
}

function spanOf({ start }: Value, { end }: Value) {
  return { start, end };
}

function behind({ end }: Value, raws: readonly string[]): Edit[] {
  return raws.length === 0 ? [] : [{ start: end, end, insert: Buffer.from(`,${raws.join(",")}`) }];
}
