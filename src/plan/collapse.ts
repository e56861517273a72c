import type { Span } from "../json/spans.ts";
import type { Edit } from "../json/splice.ts";
import { type Landmark, type Speech, turnOf } from "../conversation/speech.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { OriginalId } from "./decision.ts";

/** A text that a placeholder stands for, as the ledger keeps it. */
export interface Placement {
  readonly anchor: string;
  /** SHA-256 of the text without the white space around it, hex. */
  readonly digest: string;
  readonly text: string;
  readonly original: OriginalId;
  /** What it saves in each request, in tokens (estimated). */
  readonly saves: number;
}

/** What was replaced at once, and how far: all up to and with the turn of the model at its edge is old from then on. */
export interface Step {
  readonly edge: Landmark;
  readonly placements: readonly Placement[];
}

/** A text of a request, and what goes up in its place. */
export interface Collapsed {
  readonly speech: Speech;
  readonly placement: Placement;
}

/** What steps that were taken make of a request, whatever is configured today: the first step that names a text stands. */
export function collapsedBy(steps: readonly Step[], speech: readonly Speech[]): Collapsed[] {
  const placements = new Map<string, Placement>();
  for (const placement of steps.flatMap(({ placements }) => placements)) {
    const name = nameOf(placement);
    if (!placements.has(name)) placements.set(name, placement);
  }
  return speech.flatMap((speech) => {
    const placement = placements.get(nameOf(speech));
    return placement ? [{ speech, placement }] : [];
  });
}

/** The first turn that no step has reached: whatever stands before it goes up as it did, placeholder or not. */
export function reachedBy(
  steps: readonly Step[],
  collapsed: readonly Collapsed[],
  conversation: Conversation,
): number {
  const last = collapsed[collapsed.length - 1]?.speech.turn ?? -1;
  return 1 + Math.max(last, ...steps.map(({ edge }) => turnOf(conversation, edge)));
}

/** What the placeholders change in the body. */
export function collapsingEdits(
  collapsed: readonly Collapsed[],
  literalOf: (placement: Placement) => Uint8Array,
): Edit[] {
  return collapsed.map(({ speech: { place: { start, end } }, placement }) => ({
    start,
    end,
    insert: literalOf(placement),
  }));
}

/** Texts outside these edits: what is put together again, with calls of ours in it, stays whole. */
export function outside<T extends { readonly place: Span }>(
  speech: readonly T[],
  edits: readonly Edit[],
): T[] {
  return speech.filter(({ place }) =>
    !edits.some(({ start, end }) => start < place.end && place.start < end)
  );
}

function nameOf({ anchor, digest }: Pick<Placement, "anchor" | "digest">): string {
  return `${anchor} ${digest}`;
}
