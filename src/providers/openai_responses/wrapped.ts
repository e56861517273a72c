import { Buffer } from "node:buffer";
import { saidBy } from "../../conversation/content.ts";
import type { SaidText } from "../../conversation/conversation.ts";
import { field, fields, kindOf, placeWithin, spansOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";

/** Fields of what a shell of Codex says: its output, and beside it how it ended and how long it took. */
const FIELDS = new Set(["output", "metadata"]);

/**
 * The text in an output that is a JSON document told as a string, `"{\"output\":\"...\",\"metadata\":{...}}"`;
 * `undefined` for any other. Its place is in bytes from `from`.
 */
export function wrappedText(from: number, output: Value | undefined): SaidText | undefined {
  const document = output && isWrapped(output) ? documentIn(output) : undefined;
  const literal = field(document, "output");
  const text = saidBy(literal);
  const keys = fields(document).map(({ key }) => key);
  const isKnown = keys.every((key) => FIELDS.has(key)) && new Set(keys).size === keys.length;
  if (!literal || text === undefined || !isKnown) return undefined;
  const { start, end } = placeWithin(output!.tape.body, output!, literal);
  return {
    place: { start: start - from, end: end - from },
    digest: sha256(text),
    length: text.length,
  };
}

/** Most outputs are none: their first character tells. */
function isWrapped(output: Value): boolean {
  return kindOf(output) === "string" && output.tape.body[output.start + 1] === BRACE;
}

const BRACE = 0x7b;

function documentIn(output: Value): Value | undefined {
  const text = saidBy(output);
  return text === undefined ? undefined : spansOf(Buffer.from(text));
}
