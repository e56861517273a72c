import { field, fields, items, kindOf, spansOf, textOf, type Value } from "../../json/spans.ts";
import { isThinking, type Layout } from "../../conversation/layout.ts";
import { wordsOf } from "../../conversation/layout.ts";
import { rawOf } from "../expanding/edits.ts";
import { after } from "../expanding/match.ts";
import { isThought } from "./block.ts";

/**
 * The client's own thinking of the last of these rounds, field by field: what the rounds before it had thought goes back
 * into their own messages. A field that is none of theirs stays as it is; `undefined` where nothing is left of it.
 */
export function thoughtOfLast(
  message: Value,
  { rounds }: Layout,
  last: number,
): ReadonlyMap<string, string | undefined> {
  const before = rounds.slice(0, last).map(thinkingIn);
  return new Map(
    fields(message).filter(({ key }) => isThought(key)).map(({ key, value }) => {
      const earlier = before.flatMap((thinking) => field(thinking, key) ?? []);
      return [
        key,
        kindOf(value) === "array" ? lastItems(value, earlier) : lastWords(value, earlier),
      ];
    }),
  );
}

/** The thinking of a round as an object with its fields. */
function thinkingIn(round: Layout["rounds"][number]): Value | undefined {
  const item = round.find(isThinking);
  return item && spansOf(new TextEncoder().encode(item.raw));
}

function lastWords(value: Value, earlier: readonly Value[]): string | undefined {
  const text = textOf(value);
  const words = earlier.map((value) => wordsOf(textOf(value) ?? "")).join("");
  if (text === undefined || words === "" || !wordsOf(text).startsWith(words)) return rawOf(value);
  const left = after(text, words.length);
  return left === "" ? undefined : JSON.stringify(left);
}

function lastItems(value: Value, earlier: readonly Value[]): string | undefined {
  const own = items(value).map(rawOf);
  const others = earlier.flatMap(items).map(rawOf);
  if (others.length === 0 || others.some((raw, i) => raw !== own[i])) return rawOf(value);
  return own.length === others.length ? undefined : `[${own.slice(others.length)}]`;
}
