import { standsAsKey } from "./secret.ts";

/** A longer one is no name that anybody writes twice. */
export const LONGEST_NAME = 512;

/** Up to here what stands before a name tells whether it is a key. */
const NEAR = 80;

/** One long name in a text. What it is, and whether it looks like a key, has still to be asked. */
export interface Name {
  readonly text: string;
  /** It stands where keys stand: whoever finds it elsewhere too must not take it. */
  readonly isKey: boolean;
}

/** What stands between signs that neither a path nor an identifier has; a drive and `::` are no such signs. */
const PIECE = /(?:(?<![a-z\d])[a-z]:(?=[\\/])|::|[^:=&?#])+/gi;

/** Most runs are one name. */
const PLAIN = /^[\w./@-]+$/;

/** The names of so many characters and more in a run. `before` is what stands before the run. */
export function namesIn(run: string, before: string, shortest: number): Name[] {
  if (PLAIN.test(run)) return nameOf(run, before, shortest);
  const url = urlStartIn(run);
  const names = [...run.slice(0, url).matchAll(PIECE)].flatMap(({ 0: piece, index }) =>
    piece.length < shortest
      ? []
      : piecesOf(piece).flatMap((part) => nameOf(part, before + run.slice(0, index), shortest))
  );
  return url < run.length ? [...names, ...namesInUrl(run, url, before, shortest)] : names;
}

/** Where the first URL of a run begins: it goes on to the end. */
function urlStartIn(run: string): number {
  let at = run.indexOf("://");
  if (at < 1) return run.length;
  while (at > 0 && /[a-z\d+.-]/i.test(run[at - 1])) at--;
  return at;
}

/** Nothing of a URL with a user's name or a password, and no query and fragment of any. */
function namesInUrl(run: string, start: number, before: string, shortest: number): Name[] {
  const head = before + run.slice(0, start);
  const [url] = run.slice(start).split(/[?#]/, 1);
  const [scheme, rest] = [url.slice(0, url.indexOf("://")), url.slice(url.indexOf("://") + 3)];
  if (rest.split("/", 1)[0].includes("@")) return [];
  if (/^file$/i.test(scheme)) return namesIn(rest, head, shortest);
  return nameOf(url.replace(/(?::\d+){1,2}$/, ""), head, shortest);
}

/** The name in a part, or none. */
function nameOf(part: string, before: string, shortest: number): Name[] {
  const text = trimmed(part);
  if (text.length < shortest || text.length > LONGEST_NAME) return [];
  // user:password@host/path
  if (before.endsWith(":") && /^[^/\\]*@/.test(text)) return [];
  return [{ text, isKey: standsAsKey(before.slice(-NEAR), text) }];
}

/** A backslash in a path of the other kind, or at the end, begins an escape that the text itself holds. */
function piecesOf(piece: string): string[] {
  if (!piece.includes("\\")) return [piece];
  if (/^[a-z]:[\\/]/i.test(piece) || !piece.includes("/")) {
    return [/\\[abfnrtv0]$/.test(piece) ? piece.slice(0, -2) : piece];
  }
  return piece.split(/\\+[abfnrtv0]?/);
}

const AROUND_START = "-+,!%";
const AROUND_END = "-.,!+~@$%/\\";

/** Without what punctuation and diffs put around a name. */
function trimmed(part: string): string {
  let start = 0;
  let end = part.length;
  while (start < end && AROUND_START.includes(part[start])) start++;
  while (end > start && AROUND_END.includes(part[end - 1])) end--;
  const text = part.slice(start, end);
  return text.startsWith("@") && !text.includes("/") ? text.slice(1) : text;
}
