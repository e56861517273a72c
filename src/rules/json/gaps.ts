import { gapEnd, NO_TOKEN, tokenEnd } from "./lexical.ts";

/** What may come next in a document. */
type Awaited =
  | "value"
  | "value or close"
  | "key"
  | "key or close"
  | "colon"
  | "comma or close"
  | "nothing";

/**
 * The text without the white space between its tokens, every token to the letter. `undefined` where the text is not,
 * whole, one JSON object or array. Linear, without recursion.
 */
export function withoutGaps(text: string): string | undefined {
  const kept: string[] = [];
  const closers: string[] = [];
  let awaited: Awaited | undefined = "value";
  let from = gapEnd(text, 0);
  let at = from;
  if (text[at] !== "{" && text[at] !== "[") return undefined;
  while (at < text.length) {
    awaited = awaitedAfter(text[at], awaited, closers);
    const end = tokenEnd(text, at);
    if (awaited === undefined || end === NO_TOKEN) return undefined;
    at = gapEnd(text, end);
    if (at > end) {
      kept.push(text.slice(from, end));
      from = at;
    }
  }
  kept.push(text.slice(from));
  return awaited === "nothing" ? kept.join("") : undefined;
}

/** What may follow the token that begins with `char`; `undefined` where that token can't stand. */
function awaitedAfter(char: string, awaited: Awaited, closers: string[]): Awaited | undefined {
  const takesValue = awaited === "value" || awaited === "value or close";
  const takesKey = awaited === "key" || awaited === "key or close";
  switch (char) {
    case "{":
      closers.push("}");
      return takesValue ? "key or close" : undefined;
    case "[":
      closers.push("]");
      return takesValue ? "value or close" : undefined;
    case "}":
    case "]":
      return closes(char, awaited, closers);
    case ",":
      if (awaited !== "comma or close") return undefined;
      return closers.at(-1) === "}" ? "key" : "value";
    case ":":
      return awaited === "colon" ? "value" : undefined;
  }
  if (takesKey && char === '"') return "colon";
  return takesValue ? "comma or close" : undefined;
}

function closes(char: string, awaited: Awaited, closers: string[]): Awaited | undefined {
  if (!awaited.endsWith("close") || closers.pop() !== char) return undefined;
  return closers.length === 0 ? "nothing" : "comma or close";
}
