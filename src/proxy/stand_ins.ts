import type { Span } from "../json/spans.ts";
import type { OriginalId } from "../plan/decision.ts";
import { STALE } from "../stats/receipt.ts";
import type { Known } from "./visit.ts";

/** Something else goes up in the place of a text, whose original the model may ask for. */
export interface StandIn {
  readonly original: OriginalId;
  /** Where the original stands in the client's body: its string literal. */
  readonly place: Span;
  /** What shortened it, as the stats name it. */
  readonly rule: string;
}

/** All that stands for something else in a request: shortened results, and old texts. */
export function standInsOf({ conversation, plan, stale }: Known): StandIn[] {
  const results = plan.decisions.flatMap((decision, i): StandIn[] => {
    if (decision.kind === "keep") return [];
    const rule = decision.kind === "squeeze" ? decision.rule : decision.kind;
    return [{ original: decision.original, place: conversation.blocks[i].place, rule }];
  });
  const texts = stale.collapsed.map(({ speech: { place }, placement: { original } }) => ({
    original,
    place,
    rule: STALE,
  }));
  return [...results, ...texts];
}
