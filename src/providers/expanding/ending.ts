import type { Answerer, Ending } from "../expand.ts";
import type { RoundEnd, VisibleMessage } from "./message.ts";
import { redeemBy, type ResultOf } from "./wish.ts";

/** How an API words the end of a message. */
export interface EndWriter {
  readonly resultOf: ResultOf;
  /** The end, as the client gets it; `isForced` where the model would have gone on. */
  handOn(isForced: boolean): readonly Uint8Array[];
}

/** Ends a round of a message in which something was hidden. */
export function endingOf(
  message: VisibleMessage,
  end: RoundEnd,
  { resultOf, handOn }: EndWriter,
): Ending {
  const { outcome, layout } = message.end(end);
  if (outcome.kind === "fail") return { kind: "fail", layout };
  if (outcome.kind === "hand_on") return { kind: "done", layout, down: handOn(outcome.isForced) };
  const retell = (answer: Answerer) => outcome.retell(redeemBy(answer, resultOf));
  return { kind: "go_on", layout, turn: outcome.turn, retell };
}
