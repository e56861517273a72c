import type { Conversation } from "../../conversation/conversation.ts";
import type { Echo } from "../../conversation/echo.ts";
import { echoOf } from "./echo.ts";

/** Turns of the model in a row, which stand for one answer. */
export interface Run {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
}

/** What one turn of the model tells of itself: its texts, and what calls without ids in it are known by. */
export interface Telling {
  readonly texts: () => readonly string[];
  readonly nameless?: readonly string[];
}

/** All turns of the model in a row; where an answer is known to begin (after one of these chains), a row begins. */
export function runsOf({ turns, chain }: Conversation, begins: ReadonlySet<string>): Run[] {
  const runs: { readonly from: number; to: number }[] = [];
  turns.forEach(({ said: { role } }, turn) => {
    if (role !== "assistant") return;
    const last = runs[runs.length - 1];
    if (last?.to === turn && !begins.has(chain[turn - 1] ?? "")) last.to++;
    else runs.push({ from: turn, to: turn + 1 });
  });
  return runs;
}

/** What the turns of a run tell of themselves together. */
export function echoOfRun(
  conversation: Conversation,
  { from, to }: Run,
  tellingOf: (turn: number) => Telling,
): Echo {
  const echoes = Array.from({ length: to - from }, (_, i) => {
    const { texts, nameless } = tellingOf(from + i);
    return echoOf(conversation, from + i, texts, nameless);
  });
  return {
    marks: echoes.flatMap(({ marks }) => marks),
    shortIds: echoes.flatMap(({ shortIds }) => shortIds),
    calls: echoes.some(({ calls }) => calls),
    chain: echoes[0].chain,
    words: () => echoes.map(({ words }) => words()).join(""),
  };
}
