import { type Field, fields, type Value } from "../../json/spans.ts";
import type { Edit } from "../../json/splice.ts";

/** Adds JSON behind the last element of a list that has elements. */
export function behindLast(list: Value, json: string): Edit {
  const end = list.end - 1;
  return { start: end, end, insert: encode(`,${json}`) };
}

/** Puts these texts in place of values; what is not there is left out. */
export function replacing(pairs: readonly (readonly [Value | undefined, string])[]): Edit[] {
  return pairs.flatMap(([place, text]) =>
    place ? [{ start: place.start, end: place.end, insert: encode(text) }] : []
  ).sort((a, b) => a.start - b.start);
}

/** The value as it stands in its body. */
export function rawOf({ tape, start, end }: Value): string {
  return new TextDecoder().decode(tape.body.subarray(start, end));
}

/** The members of an object as they stand, without these. */
export function membersBut(object: Value, names: readonly string[]): string[] {
  return fields(object).filter(({ key }) => !names.includes(key)).map(member);
}

/** A member of an object as it is written in one. */
export function member({ key, value }: Field): string {
  return `${JSON.stringify(key)}:${rawOf(value)}`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
