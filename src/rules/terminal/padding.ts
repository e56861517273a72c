const SPACE = 0x20;
const RETURN = 0x0d;
const ESCAPE = "\x1b";

/** Lines of a patch, or of what a test expected and what it got; assertion libraries put an `E` or a bar before it. */
const PATCH_LINE = /^[\sE|│]{0,16}[+-]/;

/** Does the text hold a patch? Then blanks at line ends are what somebody changed. */
export function holdsPatch(text: string): boolean {
  return text.includes("diff --git ") || /^(?:@@ -|\+\+\+ )/m.test(text);
}

/** The text without the spaces at its line ends. Tabs stay: they are empty cells of a table. */
export function withoutPadding(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf("\n", at);
    const lineEnd = feed < 0 ? text.length : feed;
    const contentEnd = text.charCodeAt(lineEnd - 1) === RETURN && feed >= 0 ? lineEnd - 1 : lineEnd;
    const padding = paddingStart(text, at, contentEnd);
    if (padding < contentEnd && mayTrim(text.slice(at, padding))) {
      kept.push(text.slice(from, padding));
      from = contentEnd;
    }
    at = lineEnd + 1;
  }
  kept.push(text.slice(from));
  return kept.join("");
}

function paddingStart(text: string, lineStart: number, end: number): number {
  let at = end;
  while (at > lineStart && text.charCodeAt(at - 1) === SPACE) at--;
  return at;
}

/** A line with controls is shown otherwise than it reads: its spaces may write over something. */
function mayTrim(line: string): boolean {
  return !PATCH_LINE.test(line) && !line.includes(ESCAPE) && !line.includes("\r") &&
    !line.includes("\b");
}
