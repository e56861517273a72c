/** Characters. What is longer is cut. */
const LONGEST = 500;
/** What is kept of the beginning, and on each side of the match. */
const HEAD = 160;
const AROUND = 80;

/** Whether `cut()` shortens the line. */
export function isLong(line: string): boolean {
  return line.length > LONGEST;
}

/** The beginning of a long line and what stands around the first of the words in it, the cuts counted. */
export function cut(line: string, words: readonly string[]): string {
  const at = placeOf(line, words);
  if (at < HEAD + AROUND) return pieces(line, [[0, Math.max(HEAD, at + AROUND)]]);
  return pieces(line, [[0, HEAD], [at - AROUND, at + AROUND]]);
}

function placeOf(line: string, words: readonly string[]): number {
  const lower = line.toLowerCase();
  const places = words.map((word) => lower.indexOf(word.toLowerCase()));
  return places.find((place) => place >= 0) ?? 0;
}

function pieces(line: string, kept: readonly (readonly [from: number, to: number])[]): string {
  let out = "";
  let end = 0;
  for (const [from, to] of kept) {
    const start = whole(line, from);
    if (start > end) out += said(start - end);
    end = whole(line, Math.min(to, line.length));
    out += line.slice(start, end);
  }
  return end < line.length ? out + said(line.length - end) : out;
}

function said(count: number): string {
  return `[${count} characters cut]`;
}

/** No cut goes through a surrogate pair. */
function whole(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
