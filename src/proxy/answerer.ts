import { textAt } from "../json/spans.ts";
import { redeem, type Redeemed, TOO_OFTEN, UNREADABLE, type Wish } from "../plan/redeem.ts";
import type { House } from "./house.ts";
import { type StandIn, standInsOf } from "./stand_ins.ts";
import type { Known } from "./visit.ts";

/** Rounds in which originals are given; after them the model is told to use what it has. */
const MOST_ANSWERED = 8;

/** Answers the model's calls in one message, and counts them. */
export function answererOf(known: Known, house: House, rounds: () => number) {
  const standIns = new Map(standInsOf(known).map((standIn) => [`${standIn.original}`, standIn]));
  const originalOf = (id: string) => originalIn(known, standIns.get(id)) ?? house.originals.get(id);
  return (wish: Wish | undefined): Redeemed => {
    const answer = rounds() >= MOST_ANSWERED
      ? TOO_OFTEN
      : wish === undefined
      ? UNREADABLE
      : redeem(wish, originalOf);
    house.tally.expanded({ isHit: !answer.isError, rule: standIns.get(wish?.id ?? "")?.rule });
    return answer;
  };
}

/** An id is looked up in the request being answered first: it was made for a text there. */
function originalIn({ conversation: { body } }: Known, standIn?: StandIn): string | undefined {
  return standIn && textAt(body, standIn.place);
}
