import { printersOf } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";

/** Characters. A token or a signature that is to be sent on is shorter. */
const LONG = 4000;
/** So much of it tells what it is: the first bytes of a picture, of an archive. */
const SHOWN = 40;

/** Programs that are run for just this. */
const ENCODERS = new Set(
  "age base32 base64 basenc gpg gzip openssl pass python python3 uuencode xxd".split(" "),
);

/** Cuts base64 that stands in other text (pictures in JSON, in data URIs) down to its beginning and its length. */
export const blobs: Rule = {
  name: "blobs",
  doc: "base64 of 4000 characters or more in other text: its beginning and its length",
  loses: "noise",
  matches: (sight) => sight.text.length > LONG && !isAskedFor(sight),
  squeeze: ({ text }, note) => {
    const runs = runsIn(text);
    if (runs.length === 0) return undefined;
    const pieces: string[] = [];
    let from = 0;
    for (const { start, end } of runs) {
      pieces.push(text.slice(from, start + SHOWN), `…(${end - start} characters)`);
      from = end;
    }
    pieces.push(text.slice(from));
    const characters = runs.reduce((sum, { start, end }) => sum + end - start - SHOWN, 0);
    return `${pieces.join("")}\n${note(`${characters} characters of base64 left out at …`)}`;
  },
};

function isAskedFor(sight: Sight): boolean {
  return printersOf(sight).some(({ program }) => ENCODERS.has(program));
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** A long run covers one in so many characters: those are looked at, and no others. */
function runsIn(text: string): Run[] {
  const runs: Run[] = [];
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isBase64(text.charCodeAt(at))) continue;
    const behind = runs.at(-1)?.end ?? 0;
    let start = at;
    while (start > behind && isBase64(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isBase64(text.charCodeAt(end))) end++;
    if (end - start >= LONG && isMixed(text.slice(start, start + LONG))) runs.push({ start, end });
    at = Math.max(at, end - 1);
  }
  return runs;
}

/** Letters of both sizes, and digits: words and numbers of other kinds lack some of them. */
function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

function isBase64(code: number): boolean {
  return code >= 0x61 && code <= 0x7a || code >= 0x41 && code <= 0x5a ||
    code >= 0x2f && code <= 0x39 ||
    code === 0x2b || code === 0x5f || code === 0x2d || code === 0x3d;
}
