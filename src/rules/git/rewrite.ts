import type { Note, Sight } from "../rule.ts";
import { abridgersOf, readersOf } from "./kinds.ts";
import { abridged, rewritten } from "./parts.ts";

/** What git printed, in fewer words. */
export function inFewerWords(sight: Sight): string | undefined {
  const lines = sight.text.split("\n");
  const text = rewritten(lines, readersOf(sight));
  return text === sight.text ? undefined : text;
}

/** What git printed, less what is counted in a note. */
export function inLess(sight: Sight, note: Note): string | undefined {
  const lines = sight.text.split("\n");
  return abridged(lines, abridgersOf(sight), note);
}
