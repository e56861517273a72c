const TROUBLE =
  /abort|assert|cannot|can't|conflict|corrupt|crash|denied|err(?:or|!|\b)|exception|fail|fatal|invalid|kill|missing|omitted|panic|refused|reject|timed?-?out|traceback|truncated|unable|unexpected|unhandled|unresolved|vulnerab|warn|[✖✗✘×❌⚠]/i;
/** `src/errors.ts`, `error.test.ts` */
const NAME = /[\\/]|\.\w/;
/** `ERROR:/x/y.ts` is no name. */
const LABEL = /^\W*(?:err(?:or)?|fail(?:ed|ure)?|fatal|warn(?:ing)?|panic)[:!\]]/i;
const COUNTED =
  /\d\s+(?:failed|failing|failures?|errors|warnings)\b|\b(?:failed|failures|errors|warnings)\s*[:=]\s*\d/i;

/** Texts that were looked for in vain in the quick way: more are not looked for in the slow one. */
const SEARCHES = 20;

/**
 * What a line says of an error, a failure or a warning: from the word on that says so, blanks set apart. Where the
 * line counts them, its numbers are all the same (`3 failed, 1 passed`).
 */
export function troubleIn(line: string): string | undefined {
  if (!TROUBLE.test(line)) return undefined;
  const words = line.trim().split(/\s+/);
  const first = words.findIndex(tellsTrouble);
  if (first < 0) return undefined;
  const said = words.slice(first).join(" ");
  return COUNTED.test(line) ? uncounted(said) : said;
}

/** Does one of the lines tell of trouble that the text does not show? Where too many would, the answer is yes. */
export function hidesTrouble(lines: Iterable<string>, text: string): boolean {
  const hidden = new Set<string>();
  for (const line of lines) {
    const said = troubleIn(line);
    if (said !== undefined) hidden.add(said);
  }
  if (hidden.size === 0) return false;
  for (const line of text.split("\n")) hidden.delete(troubleIn(line) ?? "");
  if (hidden.size === 0) return false;
  if (hidden.size > SEARCHES) return true;
  const shown = text.replace(/\s+/g, " ");
  const counted = uncounted(shown);
  return [...hidden].some((said) => !shown.includes(said) && !counted.includes(said));
}

function tellsTrouble(word: string): boolean {
  return TROUBLE.test(word) && (!NAME.test(word) || LABEL.test(word));
}

function uncounted(text: string): string {
  return text.replace(/\d+/g, "0");
}
