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
const LONGEST_NESTED = 100_000;

/** The names of so many characters and more in the strings that stand at these places of a body, in steps. */
export function* namesAt(
  root: Value,
  places: readonly Span[],
  shortest: number,
): Generator<void, Names> {
  const reader = new NameReader(shortest);
  for (const place of places) yield* reader.readStrings(root, place);
  return reader.names;
}

class NameReader {
  readonly names = new NameCounter();
  readonly #shortest: number;

  constructor(shortest: number) {
    this.#shortest = shortest;
  }

  *readStrings(root: Value, place: Span): Generator<void, void> {
    let read = 0;
    for (const string of stringsIn(root, place)) {
      const length = string.end - string.start;
      if (length >= this.#shortest) yield* this.#readString(root.tape.body, string);
      read += length;
      if (read < PIECE) continue;
      read = 0;
      yield;
    }
  }

  *#readString(body: Uint8Array, string: Placed): Generator<void, void> {
    const nested = nestedIn(body, string);
    if (nested) return yield* this.readStrings(nested, nested);
    const text = textIn(body, string);
    const runs = new RunReader(body, text, this.#shortest);
    const visit = (run: Span) => this.#readRun(text, run);
    for (let to = text.start; to < text.end;) {
      to = Math.min(to + PIECE, text.end);
      runs.read(to, visit);
      if (to < text.end) yield;
    }
    runs.end(visit);
  }

  #readRun(text: Text, run: Span): void {
    const before = mayFollowKey(text, run.start) ? beforeRun(text, run.start) : "";
    for (const name of namesIn(textOfRun(text.body, run), before, this.#shortest)) {
      if (name.isKey) this.names.addKey(name.text);
      else this.names.add(name.text, 1);
    }
  }
}

/** The arguments of a call are JSON in a string; so is what many tools print. */
function nestedIn(body: Uint8Array, place: Span): Value | undefined {
  const opener = body[place.start + 1];
  const isOpener = opener === 0x7b || opener === 0x5b;
  if (!isOpener || place.end - place.start > LONGEST_NESTED) return undefined;
  const text = textAt(body, place);
  return text?.includes("\\") ? spansOf(Buffer.from(text)) : undefined;
}

/** What stands between the quotes of a string. */
interface Text extends Span {
  readonly body: Uint8Array;
  /** What the string stands under says as much of its first name as what stands before the others. */
  readonly heading: string;
}

function textIn(body: Uint8Array, { start, end, key }: Placed): Text {
  const heading = key ? `${bytesAt(body, key).toString("utf8")}: ` : "";
  return { body, start: start + 1, end: end - 1, heading };
}

const SPACE = 0x20;
/** Quotes, backslashes, space. */
const IGNORED: readonly number[] = [0x22, 0x27, 0x60, 0x5c, SPACE];
/** `:`, `=`, `>` */
const SIGNS: readonly number[] = [0x3a, 0x3d, 0x3e];

/** A look at the last character tells it of most: a colon, an equals sign, an arrow, or a word and a space. */
function mayFollowKey({ body, start }: Text, at: number): boolean {
  const first = Math.max(start, at - BEFORE);
  let last = at - 1;
  while (last >= first && IGNORED.includes(body[last])) last--;
  return last < first || SIGNS.includes(body[last]) || body[at - 1] === SPACE;
}

function beforeRun({ body, start, heading }: Text, at: number): string {
  const from = Math.max(start, at - BEFORE);
  const near = bytesAt(body, { start: from, end: at }).toString("latin1");
  return from === start ? heading + near : near;
}
