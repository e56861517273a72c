import { fields, items, kindOf, textOf, type Value } from "../json/spans.ts";
import { sha256 } from "../text/digest.ts";
import type { SaidText } from "./conversation.ts";

/** A shorter text is not worth pointing at. In UTF-16 units. */
const SHORTEST = 100;
/** Texts within lists of a call's input are looked for so deep. */
const DEEPEST = 3;

/**
 * The long texts that a call puts into the world (a file's new text), which stand in the request to the letter. What
 * a call looks for to replace it (`old_string`) is none of them. Places are in bytes from `from`, the start of its
 * message.
 */
export function inputsOf(input: Value | undefined, from: number, depth = 0): SaidText[] {
  if (input === undefined || depth > DEEPEST) return [];
  switch (kindOf(input)) {
    case "object":
      return fields(input).flatMap(({ key, value }) =>
        key.startsWith("old") ? [] : inputsOf(value, from, depth + 1)
      );
    case "array":
      return items(input).flatMap((item) => inputsOf(item, from, depth + 1));
    case "string":
      return saidIn(input, from);
    default:
      return [];
  }
}

function saidIn(literal: Value, from: number): SaidText[] {
  if (literal.end - literal.start < SHORTEST) return [];
  const text = textOf(literal);
  if (text === undefined || text.length < SHORTEST) return [];
  return [{
    place: { start: literal.start - from, end: literal.end - from },
    digest: sha256(text),
    length: text.length,
  }];
}
