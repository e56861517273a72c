import { counted, GAP, isBanner, type Outline } from "./outline.ts";

/** Characters. A longer stretch between two quotes is code without strings. */
const LONG = 64;

/** What of such code has a name that others may use: members that are set, what is exported. */
const NAMES =
  /(?<![\w$.])[\w$]{1,3}\.[A-Za-z][\w$]{2,60}=(?!=)|[\w$]{1,60}\.prototype\.[\w$]{1,60}|\bexports\.[\w$]{1,60}|\bexport\s{0,9}\{[^{}]{0,9999}\}|\bexport default\b/g;

/** A script's strings with the code beside them, its names and banners. */
export function scriptOutline(text: string): Outline | undefined {
  const quote = commonest(text, ['"', "'", "`"]);
  const told = new Set<string>();
  let stretches = 0;
  let characters = 0;
  const pieces = text.split(quote).map((piece) => {
    if (piece.length <= LONG) return piece;
    const kept = keptOf(piece, told);
    stretches++;
    characters += piece.length - kept.replaceAll(GAP, "").length;
    return kept;
  });
  if (stretches === 0) return undefined;
  const what = `${counted(stretches, "stretch", "stretches")} of minified code without strings`;
  const left = `${what}, ${counted(characters, "character")}, left out at ${GAP}`;
  return { text: pieces.join(quote), left };
}

function commonest(text: string, marks: readonly string[]): string {
  const counts = marks.map((mark) => text.split(mark).length);
  return marks[counts.indexOf(Math.max(...counts))];
}

function keptOf(code: string, told: Set<string>): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of commentsIn(code)) {
    kept.push(...namesIn(code.slice(from, start), told), `\n${code.slice(start, end)}\n`);
    from = end;
  }
  kept.push(...namesIn(code.slice(from), told));
  return kept.length === 0 ? GAP : `${GAP}${kept.join(GAP)}${GAP}`;
}

/** Each name once in a file. */
function namesIn(code: string, told: Set<string>): string[] {
  return (code.match(NAMES) ?? []).filter((name) => !told.has(name) && told.add(name));
}

function commentsIn(code: string) {
  const comments: { start: number; end: number }[] = [];
  for (let start = code.indexOf("/*"); start >= 0;) {
    const close = code.indexOf("*/", start + 2);
    if (close < 0) break;
    if (isBanner(code.slice(start, close + 2))) comments.push({ start, end: close + 2 });
    start = code.indexOf("/*", close + 2);
  }
  return comments;
}
