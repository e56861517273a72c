import { lastAnswerOf } from "../conversation/owner.ts";
import type { Collapsed } from "../plan/collapse.ts";
import type { StaleTexts, StepTaken } from "../stats/tally.ts";
import { BYTES_A_TOKEN } from "../text/tokens.ts";
import type { Known } from "./visit.ts";

/** What the placeholders of a request save in it, and what the step cost that it took, if it took one. */
export function staleTextsOf(known: Known): StaleTexts {
  const { collapsed, step } = known.stale;
  return {
    savedTokens: collapsed.reduce((sum, { placement }) => sum + placement.saves, 0),
    step: step.length > 0 ? stepTaken(known) : undefined,
  };
}

function stepTaken(known: Known): StepTaken {
  const { step } = known.stale;
  const sum = (of: (one: Collapsed) => number) => step.reduce((sum, one) => sum + of(one), 0);
  return {
    texts: step.length,
    chars: sum(({ speech }) => speech.length),
    savedChars: sum(({ speech, placement }) => speech.length - placement.text.length),
    savedTokens: sum(({ placement }) => placement.saves),
    rewrittenTokens: rewrittenBy(known),
  };
}

/**
 * What a cache held from the first placeholder on and has to be given again: all up to the last answer, as it went up.
 * Nothing where no cache is asked for.
 */
function rewrittenBy({ conversation, plan, stale }: Known): number {
  const { head, turns, blocks } = conversation;
  if (head.cacheMinimum === 0) return 0;
  const from = stale.step[0].speech.place.start;
  const to = turns[lastAnswerOf(conversation)].place.end;
  const isWithin = ({ place }: { readonly place: { readonly start: number } }) =>
    place.start >= from && place.start < to;
  const shortened = blocks.reduce((sum, block, i) => {
    const decision = plan.decisions[i];
    const { start, end } = block.place;
    return decision.kind === "keep" || !isWithin(block)
      ? sum
      : sum + end - start - decision.text.length;
  }, 0);
  const aside = stale.collapsed.filter(({ speech }) => isWithin(speech))
    .reduce((sum, { placement }) => sum + placement.saves, 0);
  return Math.max(0, Math.round((to - from - shortened) / BYTES_A_TOKEN) - aside);
}
