/** Says whether a line matches. */
export type Matcher = (line: string) => boolean;

/**
 * A pattern that comes from outside: a literal that may stand anywhere in the line, with `*` for any characters, `^`
 * at its start for the line's start and `$` at its end for the line's end. Linear in the line, whatever the pattern.
 */
export function matcherOf(pattern: string): Matcher {
  const [isFromStart, isToEnd] = [pattern.startsWith("^"), pattern.endsWith("$")];
  const literal = pattern.slice(isFromStart ? 1 : 0, isToEnd ? -1 : undefined);
  const parts = literal.split("*");
  const last = parts[parts.length - 1];
  return (line) => {
    const end = isToEnd ? line.length - last.length : line.length;
    if (isToEnd && !line.endsWith(last)) return false;
    const at = endOf(line, isToEnd ? parts.slice(0, -1) : parts, isFromStart);
    // Where there is but one part, it is the whole of what stands between the anchors.
    return at !== undefined && at <= end &&
      !(isFromStart && parts.length === 1 && isToEnd && end > 0);
  };
}

/** Where the parts end that stand one after another; `undefined` where one of them is missing. */
function endOf(line: string, parts: readonly string[], isFromStart: boolean): number | undefined {
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const found = i === 0 && isFromStart
      ? (line.startsWith(part) ? 0 : -1)
      : line.indexOf(part, at);
    if (found < 0) return undefined;
    at = found + part.length;
  }
  return at;
}
