import { Buffer } from "node:buffer";
import { field, fields, items, spansOf, textOf, type Value } from "../../../json/spans.ts";
import type { Edit } from "../../../json/splice.ts";
import type { Placed } from "../../../conversation/echo.ts";
import { anchorsOf, type Layout, wordsOf } from "../../../conversation/layout.ts";
import { sha256 } from "../../../text/digest.ts";
import { saidTokens } from "../../../conversation/said_tokens.ts";
import { isFiller } from "../../expanding/echo.ts";
import type { Echoed } from "../../expanding/match.ts";
import { rawOf } from "../../expanding/edits.ts";
import { isHidden, oursIn, withoutOwed } from "../../expanding/parts.ts";
import type { Run } from "../../expanding/runs.ts";
import { type Part, type Piece, type TextWriter, Walk } from "../../expanding/walk.ts";
import type { Rebuilt } from "../../expand.ts";
import { callIn, isThought, responseIn, signatureIn } from "../parts.ts";
import { markOf, plainTextOf } from "./block.ts";
import { resultsEntry } from "./turns.ts";

/** Texts of this API bear no cache markers. */
const texts: TextWriter = {
  text: (said) => JSON.stringify({ text: said }),
  marked: (raw) => raw,
};

/**
 * Puts back what the client never saw of one answer of the model: our calls stand in it again, each round is an entry
 * and ends with an entry of results, and what is owed goes among the results that the client gives, in the order of the
 * calls. `undefined` where nothing is put back.
 */
export function rebuilt(
  contents: readonly Value[],
  { from, to }: Run,
  { name, layout }: Placed,
): Rebuilt | undefined {
  const echo = contents.slice(from, to);
  const all = partsOf(echo.flatMap((entry) => items(field(entry, "parts"))), layout);
  const next = isClients(contents[to]) ? contents[to] : undefined;
  const parts = next ? all : withoutOwed(all);
  const ours = parts.flatMap(oursIn);
  if (ours.length === 0) return undefined;
  return {
    name,
    turn: from,
    edits: [
      {
        start: echo[0].start,
        end: echo[echo.length - 1].end,
        insert: Buffer.from(entriesOf(echo[echo.length - 1], parts)),
      },
      ...(next ? owedEdits(next, parts[parts.length - 1]) : []),
    ],
    standsFor: [...new Array(2 * parts.length - 2).fill(from), to - 1],
    digest: sha256(ours.map(sha256).join(" ")),
    tokens: () => ours.reduce((sum, raw) => sum + saidTokens(raw), 0),
  };
}

/** What stands in each round. */
function partsOf(echo: readonly Value[], layout: Layout): readonly Part[] {
  const isAllHidden = layout.rounds.flat().every((item) => item.kind === "hidden");
  const marks = new Set(anchorsOf(layout));
  const walk = new Walk(layout, texts);
  // Ours, where the last chunk of the answer had nothing that the client could be given; or the whole answer.
  const said = echo.filter((part) => plainTextOf(part) !== "");
  for (const group of groupsOf(said)) {
    const block = echoedOf(group);
    const isOurs = isAllHidden && isFiller(block.words);
    // Nobody can tell where a thought belongs that the client tells in other pieces.
    const isPlaceless = isThought(group[0]) && !marks.has(block.mark ?? "");
    if (!isOurs && !isPlaceless) walk.add(block);
  }
  return walk.end();
}

/** Texts in a row stand together, as they do in the layout, whatever pieces a client keeps them in. */
function groupsOf(echo: readonly Value[]): Value[][] {
  const groups: Value[][] = [];
  for (const part of echo) {
    const last = groups[groups.length - 1];
    const joins = last && [last[0], part].every((part) => plainTextOf(part) !== undefined);
    if (joins) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Texts are known by their words; thoughts, and signatures on nothing, to the letter. */
function echoedOf(group: readonly Value[]): Echoed {
  const [part] = group;
  const raw = group.map(rawOf).join(",");
  const text = callIn(part) === undefined ? joinedText(group) : undefined;
  const isSaid = text !== undefined && !isThought(part) &&
    (text !== "" || signatureIn(part) === undefined);
  const known = isSaid
    ? { type: "text", mark: undefined, text, words: wordsOf(text) }
    : { type: "part", mark: markOf(part), text: undefined, words: undefined };
  return { ...known, raw, marker: undefined };
}

function joinedText(group: readonly Value[]): string | undefined {
  const said = group.map((part) => textOf(field(part, "text")));
  return said.includes(undefined) ? undefined : said.join("");
}

/** The client's entry with what was put back: as many entries as there were rounds. */
function entriesOf(entry: Value, parts: readonly Part[]): string {
  const written = parts.slice(0, -1).map((part) =>
    `{"role":"model","parts":${listOf(part.blocks.map(asSent))}},${resultsEntry(part.results)},`
  );
  const list = field(entry, "parts");
  const last = listOf(parts[parts.length - 1].blocks);
  const own = fields(entry).map(({ key, value }) =>
    `${JSON.stringify(key)}:${value.start === list?.start ? last : rawOf(value)}`
  );
  return `${written.join("")}{${own.join(",")}}`;
}

/** A round that was gone on from was sent with its texts in one. */
function asSent(piece: Piece): Piece {
  const group = items(spansOf(Buffer.from(`[${piece.raw}]`)));
  const said = group.length > 1 ? joinedText(group) : undefined;
  return said === undefined ? piece : { ...piece, raw: texts.text(said) };
}

function listOf(blocks: readonly Piece[]): string {
  return `[${blocks.filter(({ kind }) => kind !== "left_out").map(({ raw }) => raw).join(",")}]`;
}

function isClients(entry: Value | undefined): boolean {
  return entry !== undefined && textOf(field(entry, "role")) !== "model";
}

/** Results must come in the order of their calls: each of ours before the client's that was called after it. */
function owedEdits(next: Value, { blocks, results }: Part): Edit[] {
  const list = field(next, "parts");
  if (list === undefined || results.length === 0) return [];
  const given = items(list).filter((part) => responseIn(part) !== undefined);
  let clients = 0;
  let nth = 0;
  const edits: Edit[] = [];
  for (const piece of blocks) {
    if (isHidden(piece)) edits.push(insertion(list, given, clients, results[nth++]));
    else if (isCall(piece)) clients++;
  }
  return merged(edits);
}

function isCall({ raw }: Piece): boolean {
  return callIn(spansOf(Buffer.from(raw))) !== undefined;
}

/** Before the client's result with this index; behind its last one, or before all else, where there is none. */
function insertion(list: Value, given: readonly Value[], index: number, result: string): Edit {
  const before = given[index];
  if (before) return at(before.start, `${result},`);
  const last = given[given.length - 1];
  if (last) return at(last.end, `,${result}`);
  return at(list.start + 1, items(list).length > 0 ? `${result},` : result);
}

function at(offset: number, text: string): Edit {
  return { start: offset, end: offset, insert: Buffer.from(text) };
}

/** Insertions at one place become one, in their order. */
function merged(edits: readonly Edit[]): Edit[] {
  const places = new Map<number, Uint8Array[]>();
  for (const { start, insert } of edits) places.set(start, [...places.get(start) ?? [], insert]);
  return [...places].map(([start, inserts]) => ({
    start,
    end: start,
    insert: Buffer.concat(inserts),
  }));
}
