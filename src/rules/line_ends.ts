const RETURN_FEED = "\r\n";

/** A text whose lines end in line feeds, and how to write them as they ended before. */
export interface Fed {
  readonly text: string;
  restore(text: string): string;
}

/** Takes the carriage returns off a text in which every line ends with one, and none stands elsewhere. */
export function fed(text: string): Fed {
  if (!endsInReturns(text)) return { text, restore: (same) => same };
  return {
    text: text.replaceAll(RETURN_FEED, "\n"),
    restore: (squeezed) => squeezed.replaceAll("\n", RETURN_FEED),
  };
}

function endsInReturns(text: string): boolean {
  if (!text.includes(RETURN_FEED)) return false;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (text[at - 1] !== "\r") return false;
  }
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) {
    if (text[at + 1] !== "\n") return false;
  }
  return true;
}
