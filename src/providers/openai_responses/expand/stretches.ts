import type { Conversation, Turn } from "../../../conversation/conversation.ts";
import type { Echo, Placed } from "../../../conversation/echo.ts";
import { items } from "../../../json/spans.ts";
import { field, type Value } from "../../../json/spans.ts";
import { echoOf } from "../../expanding/echo.ts";
import { textIn, typeOf } from "./block.ts";

/** Items that stand for one answer, and the layout of it. */
export interface Stretch {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
  readonly placed: Placed;
}

/** Here a message is many items: those of each answer that a layout is known of, outputs between them included. */
export function stretchesOf(
  conversation: Conversation,
  stored: readonly Placed[],
  placedOf: (echo: Echo) => Placed | undefined,
): readonly Stretch[] {
  const list = items(field(conversation.root, "input"));
  const begins = new Set(stored.map(({ chain }) => chain));
  const stretches: Stretch[] = [];
  for (const { from, to } of runsOf(conversation, begins)) {
    const placed = placedOf(echoOfRun(conversation, list, from, to));
    if (placed === undefined) continue;
    const before = stretches[stretches.length - 1];
    const goesOn = before?.placed.name === placed.name &&
      conversation.turns.slice(before.to, from).every(isOutput);
    if (goesOn) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push({ from, to, placed });
  }
  return stretches;
}

/** Items of the model in a row; where an answer is known to begin, a row begins. */
function runsOf({ turns, chain }: Conversation, begins: ReadonlySet<string>) {
  const runs: { readonly from: number; to: number }[] = [];
  turns.forEach(({ said: { role } }, turn) => {
    if (role !== "assistant") return;
    const last = runs[runs.length - 1];
    if (last?.to === turn && !begins.has(chain[turn - 1] ?? "")) last.to++;
    else runs.push({ from: turn, to: turn + 1 });
  });
  return runs;
}

function echoOfRun(
  conversation: Conversation,
  list: readonly Value[],
  from: number,
  to: number,
): Echo {
  const echoes = list.slice(from, to).map((item, i) =>
    echoOf(conversation, from + i, () => isMessage(item) ? [textIn(item)] : [])
  );
  return {
    marks: echoes.flatMap(({ marks }) => marks),
    shortIds: echoes.flatMap(({ shortIds }) => shortIds),
    calls: echoes.some(({ calls }) => calls),
    chain: echoes[0].chain,
    words: () => echoes.map(({ words }) => words()).join(""),
  };
}

/** The type of a message may be left out. */
export function isMessage(item: Value): boolean {
  const type = typeOf(item);
  return type === "message" || type === "";
}

/** Whether a turn gives a tool's output. */
export function isOutput({ said: { results } }: Turn): boolean {
  return results.length > 0;
}
