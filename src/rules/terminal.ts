import { hidesTrouble } from "./trouble.ts";
import type { Rule } from "./rule.ts";
import { withoutColour } from "./terminal/colour.ts";
import { framesOf } from "./terminal/frames.ts";
import { holdsPatch, withoutPadding } from "./terminal/padding.ts";
import { mayQuote, saysByColour } from "./terminal/quoting.ts";
import { shownBy } from "./terminal/screen.ts";

/**
 * Leaves what a terminal shows in the end, to the character: colours go, and frames that were drawn over, and the
 * blanks that pad lines. Where lines of files are quoted, colours go and nothing else.
 */
export const terminal: Rule = {
  name: "terminal",
  doc: "terminal: colours, overwritten progress and padding go",
  loses: "nothing",
  matches: (sight) =>
    sight.text.includes("\x1b")
      ? !saysByColour(sight)
      : mayHoldMore(sight.text) && !mayQuote(sight),
  squeeze: (sight) => {
    const { text } = sight;
    const shown = mayQuote(sight) ? withoutColour(text) : tidied(text);
    if (shown === undefined || shown === text) return undefined;
    // A jump to the right may be shorter than the blanks that it stands for.
    return shown.length > text.length ? undefined : shown;
  },
};

/** Carriage returns within lines, backspaces or blanks at line ends. */
function mayHoldMore(text: string): boolean {
  return text.includes(" \n") || text.includes(" \r\n") || text.endsWith(" ") || !isStill(text);
}

function hasInnerReturn(text: string): boolean {
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 2)) {
    if (text[at + 1] !== "\n") return true;
  }
  return false;
}

function tidied(text: string): string | undefined {
  const uncoloured = withoutColour(text);
  const shown = uncoloured !== undefined && isStill(uncoloured)
    ? uncoloured
    : finallyShown(text) ?? uncoloured;
  return shown === undefined || holdsPatch(shown) ? shown : withoutPadding(shown);
}

function isStill(text: string): boolean {
  return !text.includes("\b") && !hasInnerReturn(text);
}

/** Frames that tell of trouble which is gone in the end are worth more than what they cost. */
function finallyShown(text: string): string | undefined {
  const shown = shownBy(text);
  return shown === undefined || hidesTrouble(framesOf(text), shown) ? undefined : shown;
}
