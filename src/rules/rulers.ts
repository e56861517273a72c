import type { Rule } from "./rule.ts";
import { mayQuote } from "./terminal/quoting.ts";

/**
 * Characters that nothing but rulers is made of, of two tokens or three each: vitest draws ninety tokens between two
 * failures.
 */
const LINE = /([\u23af\u254c\u254d\u2504\u2505\u2508\u2509\u2581\u2594])\1{5,}/g;
/** pytest draws this between the frames of a traceback. */
const DASHED = /^_(?: _){5,} ?$/gm;
const DASHES = "_ _ _";
const LENGTH = 3;

/** How long a ruler is says how wide the terminal was, and nothing else. */
export const rulers: Rule = {
  name: "rulers",
  doc: "rulers: long lines between the parts of a report become short ones",
  loses: "nothing",
  matches: (sight) =>
    (sight.text.includes("\u23af\u23af\u23af") || sight.text.includes("_ _ _ _ _ _")) &&
    !mayQuote(sight),
  squeeze: ({ text }) => {
    const short = text
      .replace(LINE, (_, drawn: string) => drawn.repeat(LENGTH))
      .replace(DASHED, DASHES);
    return short === text ? undefined : short;
  },
};
