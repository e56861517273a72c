import { Buffer } from "node:buffer";
import { bytesAt, type Span } from "../json/span.ts";
import { spansOf, textAt, type Value } from "../json/spans.ts";
import { type Placed, stringsIn } from "../json/strings.ts";
import { namesIn } from "./name.ts";
import { NameCounter, type Names } from "./names.ts";
import { RunReader, textOfRun } from "./run.ts";

/** After so many bytes others get their turn. */
const PIECE = 4096;
/** So many bytes before a run tell whether it is a key. */
const BEFORE = 64;
/** A longer text that is JSON in itself is read as it stands. In bytes. */
const LONGEST_NESTED = 200_000;

/** The long names in the strings that stand at these places of a body, in steps. */
export function* namesAt(
  root: Value,
  places: readonly Span[],
  shortest: number,
): Generator<void, Names> {
  const names = new NameCounter();
  for (const place of places) yield* readStrings(root, place, shortest, names);
  return names;
}

function* readStrings(
  root: Value,
  place: Span,
  shortest: number,
  names: NameCounter,
): Generator<void, void> {
  const { body } = root.tape;
  let read = 0;
  for (const string of stringsIn(root, place)) {
    const length = string.end - string.start;
    if (length >= shortest) yield* readString(body, string, shortest, names);
    read += length;
    if (read < PIECE) continue;
    read = 0;
    yield;
  }
}

function* readString(
  body: Uint8Array,
  string: Placed,
  shortest: number,
  names: NameCounter,
): Generator<void, void> {
  const nested = nestedIn(body, string);
  if (nested) return yield* readStrings(nested, nested, shortest, names);
  // What a text stands under says as much of its first name as what stands before the others.
  const key = string.key ? `${bytesAt(body, string.key).toString("utf8")}: ` : "";
  const text = { start: string.start + 1, end: string.end - 1 };
  yield* readText(body, text, key, shortest, names);
}

/** The arguments of a call are JSON in a string; so is what many tools print. */
function nestedIn(body: Uint8Array, place: Span): Value | undefined {
  const opener = body[place.start + 1];
  const isOpener = opener === 0x7b || opener === 0x5b;
  if (!isOpener || place.end - place.start > LONGEST_NESTED) return undefined;
  const text = textAt(body, place);
  return text?.includes("\\") ? spansOf(Buffer.from(text)) : undefined;
}

function* readText(
  body: Uint8Array,
  place: Span,
  key: string,
  shortest: number,
  names: NameCounter,
): Generator<void, void> {
  const reader = new RunReader(body, place, shortest);
  const visit = (run: Span) => {
    const before = mayFollowKey(body, place, run.start) ? beforeRun(body, place, run, key) : "";
    for (const { text, isKey } of namesIn(textOfRun(body, run), before, shortest)) {
      if (isKey) names.addKey(text);
      else names.add(text, 1);
    }
  };
  for (let to = place.start; to < place.end;) {
    to = Math.min(to + PIECE, place.end);
    reader.read(to, visit);
    if (to < place.end) yield;
  }
  reader.end(visit);
}

/** A look at the last character tells it of most: a colon, an equals sign, an arrow, or a word and a space. */
function mayFollowKey(body: Uint8Array, place: Span, at: number): boolean {
  const first = Math.max(place.start, at - BEFORE);
  let last = at - 1;
  while (last >= first && IGNORED.includes(body[last])) last--;
  return last < first || SIGNS.includes(body[last]) || body[at - 1] === SPACE;
}

const SPACE = 0x20;
/** Quotes, backslashes, space. */
const IGNORED: readonly number[] = [0x22, 0x27, 0x60, 0x5c, SPACE];
/** `:`, `=`, `>` */
const SIGNS: readonly number[] = [0x3a, 0x3d, 0x3e];

function beforeRun(body: Uint8Array, place: Span, run: Span, key: string): string {
  const from = Math.max(place.start, run.start - BEFORE);
  const near = bytesAt(body, { start: from, end: run.start }).toString("latin1");
  return from === place.start ? key + near : near;
}
