import { type Fact, factsOf, reportsIn } from "./report.ts";
import { Words } from "./words.ts";

/** So many lines are looked for in vain before the words of the whole text are taken down. */
const SEARCHES = 8;

/** A page is read for what it says, and its scripts are not. */
const PAGE = /^\s*<(?:!doctype html|html)\b/i;
/** A patch quotes lines of files, and so what those say of errors. */
const PATCH = /^@@+ -\d/m;

/**
 * What kind of fact of a text can't be found in what became of it: its words stand nowhere. Order and place are not
 * looked at, so that lines may be grouped, counted and folded.
 */
export function lostFact(text: string, became: string): Fact["kind"] | undefined {
  if (PAGE.test(text) || PATCH.test(text)) return undefined;
  const seen = new Set<string>();
  let words: Words | undefined;
  let searches = 0;
  let at = 0;
  for (const line of reportsIn(text)) {
    if (seen.has(line)) continue;
    seen.add(line);
    // Most lines stand as they stood, and in that order.
    const found = searches < SEARCHES ? placeOf(line, became, at) : -1;
    if (found >= 0) {
      at = found;
      continue;
    }
    const facts = factsOf(line);
    if (facts.length === 0) continue;
    searches++;
    const all = words ??= new Words(became);
    const lost = facts.find(({ said }) => !all.hold(said));
    if (lost) return lost.kind;
  }
  return undefined;
}

/** Where the line stands from here on, with no word going on at its ends. */
function placeOf(line: string, text: string, from: number): number {
  const at = text.indexOf(line, from);
  const goesOn = /\w/.test(text[at - 1] ?? "") || /\w/.test(text[at + line.length] ?? "");
  return goesOn ? -1 : at;
}

/** A rule left out what must be told. The message says which rule and what kind of fact, and nothing of the text. */
export class FactLost extends Error {
  override readonly name: string;

  constructor(rule: string, kind: Fact["kind"]) {
    super(`${rule} left out a ${kind}`);
    this.name = `FactLost (${kind}) in ${rule}`;
  }
}
