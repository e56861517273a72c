/** What a name is: four ways to write a path, six to write an identifier. */
export const kinds = [
  "posix",
  "windows",
  "url",
  "module",
  "dotted",
  "snake",
  "camel",
  "kebab",
  "uuid",
  "hash",
] as const;

/** What a name is. */
export type Kind = typeof kinds[number];

const URL_LIKE = /^[a-z][a-z\d+.-]*:\/\/[^/]/i;
const DRIVE = /^[a-z]:[\\/]/i;
/** Rust and C++. */
const COLONS = /^[\p{L}_][\p{L}\p{N}_]*(?:::[\p{L}\p{N}_~]+)+$/u;
/** A scope of npm, or a domain, as modules of Go begin. */
const SCOPE = /^(?:@[\w.-]+|(?:[a-z\d-]+\.)+[a-z]{2,})\//i;
const HEX_GROUPS = /^[\da-f]{4,}(?:-[\da-f]{4,}){2,}$/i;
const HEX = /^[\da-f]{24,128}$/i;
const DOTTED = /^[\p{L}_$][\p{L}\p{N}_$-]*(?:\.[\p{L}\p{N}_$-]+)+$/u;
const KEBAB = /^[\p{L}\p{N}_]+(?:-+[\p{L}\p{N}_]+)+$/u;
const SNAKE = /^[\p{L}\p{N}]*_[\p{L}\p{N}_]*$/u;
const CAMEL = /^[\p{L}\p{N}$]+$/u;

/** What kind of name a text is, or `undefined` where it is none. */
export function kindOf(text: string): Kind | undefined {
  if (!/\p{L}/u.test(text)) return undefined;
  return pathKindOf(text) ?? identifierKindOf(text);
}

function pathKindOf(text: string): Kind | undefined {
  if (text.includes("://")) return URL_LIKE.test(text) ? "url" : undefined;
  if (DRIVE.test(text) || text.includes("\\")) return "windows";
  if (COLONS.test(text) || SCOPE.test(text)) return "module";
  return text.includes("/") ? "posix" : undefined;
}

function identifierKindOf(text: string): Kind | undefined {
  if (/\d/.test(text)) {
    if (HEX_GROUPS.test(text)) return "uuid";
    if (HEX.test(text)) return "hash";
  }
  if (DOTTED.test(text)) return "dotted";
  if (KEBAB.test(text)) return "kebab";
  if (SNAKE.test(text)) return "snake";
  return CAMEL.test(text) && /\p{Ll}\p{Lu}/u.test(text) ? "camel" : undefined;
}
