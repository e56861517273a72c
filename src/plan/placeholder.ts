import { tokensOf } from "../text/tokens.ts";
import type { Speech } from "../conversation/speech.ts";

/** How much of a text its placeholder tells: an eighth, within these bounds. In characters. */
const TOLD = { share: 1 / 8, least: 16, most: 40 } as const;

/** What the first words are looked for in: marks above letters and the like may be many. */
const LOOKED_AT = 400;

/** What stands in the place of an old text: who said it, how long it was, how it began, and how to get it back. */
export function placeholderOf({ role, length }: Speech, text: string, cited: string): string {
  const words = firstWordsOf(text);
  return `[Old ${role} text, ${length} chars${words && `: "${words}"`}; ${cited}]`;
}

/** Estimates of texts as short as these are up to a quarter off, lists of names above all. */
const MARGIN = 1.3;

/** What a placeholder saves, in tokens; nothing where it is not shorter beyond doubt. */
export function gainOf(text: string, placeholder: string): number {
  const long = tokensOf(text);
  const short = tokensOf(placeholder);
  return short * MARGIN < long ? long - short : 0;
}

/** The beginning of a text in plain ASCII, on one line, cut between words. Letters lose their accents. */
function firstWordsOf(text: string): string {
  const plain = text.slice(0, LOOKED_AT).toWellFormed().normalize("NFKD")
    .replace(/[\u2018\u2019\u201c\u201d"]/g, "'").replace(/[\u2010-\u2015]/g, "-")
    .replace(/\p{M}+/gu, "").replace(/[^\x21-\x7e]+/g, " ").trim();
  const told = Math.min(TOLD.most, Math.max(TOLD.least, Math.floor(text.length * TOLD.share)));
  if (plain === "") return "";
  if (plain.length <= told && text.length <= LOOKED_AT) return plain;
  const cut = plain.slice(0, told);
  const end = plain.length > told ? cut.lastIndexOf(" ") : -1;
  return `${(end > told / 2 ? cut.slice(0, end) : cut).trimEnd()}...`;
}
