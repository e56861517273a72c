import type { Conversation, Turn } from "../../../conversation/conversation.ts";
import type { Echo, Placed } from "../../../conversation/echo.ts";
import { field, items, type Value } from "../../../json/spans.ts";
import { echoOfRun, runsOf, type Telling } from "../../expanding/runs.ts";
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
  for (const run of runsOf(conversation, begins)) {
    const { from, to } = run;
    const placed = placedOf(echoOfRun(conversation, run, (turn) => tellingOf(list[turn])));
    if (placed === undefined) continue;
    const before = stretches[stretches.length - 1];
    const goesOn = before?.placed.name === placed.name &&
      conversation.turns.slice(before.to, from).every(isOutput);
    if (goesOn) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push({ from, to, placed });
  }
  return stretches;
}

function tellingOf(item: Value): Telling {
  return { texts: () => isMessage(item) ? [textIn(item)] : [] };
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
