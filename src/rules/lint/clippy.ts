/** What `clippy` says of each lint in the same words. */
const PAGE = /^ {2}help: for further information visit (https?:\/\/\S+)#(\w+)$/;
const IMPLIED = /^ {2}note: `-[A-Z] ([\w:-]+)` implied by `(-[A-Z] [\w:-]+)`$/;
const OVERRIDE = /^ {2}help: to override `(-[A-Z] [\w:-]+)` add `#\[allow\(([\w:]+)\)\]`$/;

/** Once is no repetition. */
const WORTH_A_LEGEND = 2;

/** Says once where the pages of lints are, and how a lint is allowed. Works on lines that `listed` wrote. */
export function withoutRefrains(text: string): string {
  const lines = text.split("\n");
  const pages = lines.flatMap((line) => PAGE.exec(line)?.[1] ?? []);
  const hasPages = pages.length >= WORTH_A_LEGEND && new Set(pages).size === 1;
  const overrides = lines.map((line, i) => saysHowToAllow(line, lines[i - 1]));
  const hasOverrides = overrides.filter(Boolean).length >= WORTH_A_LEGEND;
  if (!hasPages && !hasOverrides) return text;
  const legend = [
    ...(hasPages ? [`page #X is ${pages[0]}#X`] : []),
    ...(hasOverrides ? ["to override what implies a lint add `#[allow(the_lint)]`"] : []),
  ];
  const short = lines.flatMap((line, i) => {
    if (hasOverrides && overrides[i]) return [];
    return hasPages ? line.replace(PAGE, "  help: page #$2") : line;
  });
  short.splice(headAbove(lines, hasPages ? PAGE : OVERRIDE), 0, `[${legend.join("; ")}]`);
  return short.join("\n");
}

/** Can the line be told from the one above, which names the lint and what implies it? */
function saysHowToAllow(line: string, above: string | undefined): boolean {
  const [, group, allowed] = OVERRIDE.exec(line) ?? [];
  const [, lint, implying] = IMPLIED.exec(above ?? "") ?? [];
  return group !== undefined && group === implying && allowed === lint.replaceAll("-", "_");
}

/** The head of the first message with such a line. */
function headAbove(lines: readonly string[], pattern: RegExp): number {
  let at = lines.findIndex((line) => pattern.test(line));
  while (at > 0 && lines[at].startsWith(" ")) at--;
  return Math.max(0, at);
}
