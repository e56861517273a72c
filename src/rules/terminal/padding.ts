const SPACE = 0x20;
const RETURN = 0x0d;
const PLUS = 0x2b;
const MINUS = 0x2d;

/** What may stand before the sign of a patch line: assertion libraries put an `E` or a bar there. */
const BEFORE_SIGN = " \tE|│";
const SIGN_WITHIN = 16;

/** Does the text hold a patch? Then blanks at line ends are what somebody changed. */
export function holdsPatch(text: string): boolean {
  return text.includes("diff --git ") || /^(?:@@ -|\+\+\+ )/m.test(text);
}

/** The text without the spaces at its line ends. Tabs stay: they are empty cells of a table. */
export function withoutPadding(text: string): string {
  const kept: string[] = [];
  const hasControls = ["\x1b", "\b", "\r"].some((control) => text.includes(control));
  let from = 0;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf("\n", at);
    const lineEnd = feed < 0 ? text.length : feed;
    const contentEnd = feed > at && text.charCodeAt(feed - 1) === RETURN ? feed - 1 : lineEnd;
    const padding = paddingStart(text, at, contentEnd);
    if (
      padding < contentEnd && !isPatchLine(text, at) &&
      !(hasControls && holdsControls(text.slice(at, padding)))
    ) {
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

/** Does the line begin as those do that say what a test expected and what it got? */
function isPatchLine(text: string, lineStart: number): boolean {
  let at = lineStart;
  while (at < lineStart + SIGN_WITHIN && at < text.length && BEFORE_SIGN.includes(text[at])) at++;
  const code = text.charCodeAt(at);
  return code === PLUS || code === MINUS;
}

/** A line with controls is not shown as it reads: its spaces may write over something. */
function holdsControls(line: string): boolean {
  return line.includes("\x1b") || line.includes("\b") || line.includes("\r");
}
