import type { Summary } from "../../memory/ledger.ts";
import { count, duration } from "./format.ts";
import { grid } from "./grid.ts";
import type { Io } from "./io.ts";

/** How long ago, in words. */
export function ago(io: Io, time: number): string {
  return `${duration(Math.max(0, (io.now() - time) / 1000))} ago`;
}

/** Conversations in columns. */
export function conversationGrid(io: Io, list: readonly Summary[]): string {
  const rows = list.map(({ client, model, used, rows }) => [
    client || "(unknown client)",
    model || "(unknown model)",
    ago(io, used),
    count(rows.squeeze + rows.refer),
    count(rows.keep),
  ]);
  return grid([["client", "model", "last used", "shortened", "kept"], ...rows]);
}

/** Names the conversations that can't go on without what the ledger holds. */
export function boundLines(io: Io, bound: readonly Summary[]): string {
  const one = bound.length === 1;
  return `${one ? "One conversation" : `${bound.length} conversations`} of the last day ` +
    `${one ? "holds" : "hold"} signed thinking over shortened results:\n${
      conversationGrid(io, bound)
    }`;
}
