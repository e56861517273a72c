import type { Reader } from "./parts.ts";

/** The commit of a line, its number there and its number now; before a run of lines, their number. */
const HEAD = /^([0-9a-f]{40,64}) \d+ \d+(?: \d+)?$/;
const CODE = "\t";
/** A commit has some twelve fields. */
const MOST_FIELDS = 30;

/** Lines of `git blame --line-porcelain`, whose commits say all of themselves at first sight only. */
export function linePorcelain(): Reader {
  const shown = new Map<string, string>();
  return (lines, at) => {
    const hash = HEAD.exec(lines[at])?.[1];
    if (hash === undefined) return undefined;
    let end = at + 1;
    const last = Math.min(lines.length, end + MOST_FIELDS);
    while (end < last && /^[a-z-]+(?: |$)/.test(lines[end])) end++;
    if (!lines[end]?.startsWith(CODE)) return undefined;
    const fields = lines.slice(at + 1, end);
    const said = fields.join("\n");
    const isKnown = shown.get(hash) === said;
    shown.set(hash, said);
    return { end: end + 1, lines: [lines[at], ...(isKnown ? [] : fields), lines[end]] };
  };
}
