import type { Conversation } from "../conversation/conversation.ts";
import type { Decision } from "../plan/decision.ts";
import type { Plan } from "../plan/plan.ts";

/** The last of the plans that were made for one request, with what all of them found and it still sends. */
export function lastOf(plans: readonly Plan[], { blocks }: Conversation): Plan {
  const last = plans[plans.length - 1];
  if (plans.length === 1) return last;
  const fresh = plans.flatMap((plan) => {
    const dropped = new Set(
      blocks.filter((_, i) => textOf(plan.decisions[i]) !== textOf(last.decisions[i])),
    );
    return plan.fresh.filter(({ block }) => !dropped.has(block));
  });
  const once = new Map(fresh.map((one) => [one.block, one]));
  return { ...last, fresh: [...once.values()], faults: plans.flatMap(({ faults }) => faults) };
}

function textOf(decision: Decision): string | undefined {
  return decision.kind === "keep" ? undefined : decision.text;
}
