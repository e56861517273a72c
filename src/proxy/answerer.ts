import { textAt } from "../json/spans.ts";
import { redeem, type Redeemed, TOO_OFTEN, UNREADABLE, type Wish } from "../plan/redeem.ts";
import type { House } from "./house.ts";
import type { Known } from "./visit.ts";

/** Rounds in which originals are given; after them the model is told to use what it has. */
const MOST_ANSWERED = 8;

/** Answers the model's calls in one message, and counts them. */
export function answererOf(known: Known, house: House, rounds: () => number) {
  const rules = rulesOf(known);
  const originalOf = (id: string) => originalIn(known, id) ?? house.originals.get(id);
  return (wish: Wish | undefined): Redeemed => {
    const answer = rounds() >= MOST_ANSWERED
      ? TOO_OFTEN
      : wish === undefined
      ? UNREADABLE
      : redeem(wish, originalOf);
    house.tally.expanded({ isHit: !answer.isError, rule: rules.get(wish?.id ?? "") });
    return answer;
  };
}

/** An id is looked up in the request being answered first: it was made for a block there. */
function originalIn({ conversation, plan }: Known, id: string): string | undefined {
  const at = plan.decisions.findIndex((decision) =>
    decision.kind !== "keep" && decision.original === id
  );
  return at < 0 ? undefined : textAt(conversation.body, conversation.blocks[at].place);
}

/** The rule that made each id. */
function rulesOf({ plan }: Known): ReadonlyMap<string, string> {
  return new Map(
    plan.decisions.flatMap((decision) =>
      decision.kind === "keep"
        ? []
        : [[decision.original, decision.kind === "squeeze" ? decision.rule : decision.kind]]
    ),
  );
}
