import type { Note, Sight } from "../rule.ts";
import { abridgersOf, readersOf } from "./kinds.ts";
import { abridged, rewritten } from "./parts.ts";

/** What git printed, in fewer words. */
export function inFewerWords(sight: Sight): string | undefined {
  const text = rewritten(sight.text, readersOf(sight));
  return text === sight.text ? undefined : text;
}

/** What git printed, less what is counted in a note. */
export function inLess(sight: Sight, note: Note): string | undefined {
  return abridged(sight.text, abridgersOf(sight), note);
}
