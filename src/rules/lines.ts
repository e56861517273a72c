const SPACE = 0x20;
const TAB = 0x09;

/** How many spaces or tabs a line begins with. */
export function indentOf(line: string): number {
  let at = 0;
  for (let code = line.charCodeAt(0); code === SPACE || code === TAB; code = line.charCodeAt(at)) {
    at++;
  }
  return at;
}

/** Is there nothing in the line but white space? */
export function isBlank(line: string): boolean {
  return line.length === 0 || line.charCodeAt(0) <= SPACE && line.trim() === "";
}

/** A text without the end of its last line. */
export function withoutLastEnd(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
