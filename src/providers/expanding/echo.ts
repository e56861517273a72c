import type { Conversation } from "../../conversation/conversation.ts";
import type { Echo } from "../../conversation/echo.ts";
import { wordsOf } from "../../conversation/layout.ts";
import { idMarks } from "../../conversation/marks.ts";
import { sha256 } from "../../text/digest.ts";
import { NOTHING_VISIBLE } from "./message.ts";

/** What an assistant's message tells of itself when it comes back; `saidIn` gives its texts, `nameless` what calls
 * without ids are known by. */
export function echoOf(
  { chain, turns }: Conversation,
  turn: number,
  saidIn: () => readonly string[],
  nameless: readonly string[] = [],
): Echo {
  const { marks, calls } = turns[turn].said;
  return {
    marks: marks.map(({ digest }) => digest),
    shortIds: [
      ...nameless,
      ...calls.flatMap(({ id }) =>
        id !== undefined && idMarks("call", id).length === 0 ? sha256(id) : []
      ),
    ],
    calls: calls.length > 0,
    chain: chain[turn - 1] ?? "",
    words: () => {
      const words = saidIn().map(wordsOf).join("");
      return isFiller(words) ? "" : words;
    },
  };
}

/** Words of ours, where an answer had none of its own. */
export function isFiller(words: string | undefined): boolean {
  return words === wordsOf(NOTHING_VISIBLE);
}
