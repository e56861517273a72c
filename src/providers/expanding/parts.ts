import type { Part, Piece } from "./walk.ts";

/**
 * Where no message follows that could take what is owed, the last round stays as the client wrote it. The rounds before
 * stand: thinking behind them was thought upon them.
 */
export function withoutOwed(parts: readonly Part[]): readonly Part[] {
  const last = parts.findLastIndex(({ blocks }) => blocks.some(isClients));
  return parts.slice(0, last + 1).map((part, i) =>
    i < last ? part : { blocks: part.blocks.filter((block) => !isHidden(block)), results: [] }
  );
}

/** What was put back, as JSON. */
export function oursIn({ blocks, results }: Part): string[] {
  return [...blocks.filter(isHidden).map(({ raw }) => raw), ...results];
}

/** Whether a piece is a call of ours. */
export function isHidden({ kind }: Piece): boolean {
  return kind === "hidden";
}

function isClients({ kind }: Piece): boolean {
  return kind === "said" || kind === "thought";
}
