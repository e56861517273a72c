/** What `tokenEnd` gives where no token of JSON begins. No token ends at 0. */
export const NO_TOKEN = 0;

/** Numbers as JSON has them: no leading zero, no bare dot. */
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const HEX = /[0-9a-fA-F]{4}/y;
const ESCAPES = new Set('"\\/bfnrtu');

const TAB = 0x09;
const FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where the token ends that begins here: a bracket, a comma, a colon, a string, a number or a word. */
export function tokenEnd(text: string, at: number): number {
  if ("{}[],:".includes(text[at])) return at + 1;
  if (text[at] === '"') return stringEnd(text, at + 1);
  return matchEnd(WORD, text, at) || matchEnd(NUMBER, text, at);
}

/** Where the white space ends that begins here. */
export function gapEnd(text: string, from: number): number {
  let at = from;
  while (isGap(text.charCodeAt(at))) at++;
  return at;
}

function isGap(code: number): boolean {
  return code === SPACE || code === FEED || code === RETURN || code === TAB;
}

function stringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < SPACE) return NO_TOKEN;
    if (code === BACKSLASH && !isEscape(text, ++at)) return NO_TOKEN;
  }
  return NO_TOKEN;
}

function isEscape(text: string, at: number): boolean {
  if (!ESCAPES.has(text[at])) return false;
  return text[at] !== "u" || matchEnd(HEX, text, at + 1) !== NO_TOKEN;
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : NO_TOKEN;
}
