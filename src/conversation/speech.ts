import type { Span } from "../json/spans.ts";
import type { Conversation, Role, Said } from "./conversation.ts";

/** One text that the user or the model said, and where it stands in the body. */
export interface Speech {
  /**
   * Names its place in the ledger: who says it, the last turn of the model before it, and which of the equal texts
   * behind equal turns it is. So it is found again in a history that was cut, or whose results were cleared, and a text
   * of the same words at another place is not taken for it.
   */
  readonly anchor: string;
  /** SHA-256 of the text without the white space around it, hex. */
  readonly digest: string;
  /** In UTF-16 units. */
  readonly length: number;
  /** The JSON string literal in the body, quotes included. */
  readonly place: Span;
  readonly role: Role;
  /** Index of its turn. */
  readonly turn: number;
}

/** All that was said beside calls and results, as far as it is long enough to stand aside, in order. */
export function speechOf({ turns }: Pick<Conversation, "turns">): Speech[] {
  const speech: Speech[] = [];
  let before = "";
  const equals = new Map<string, number>();
  turns.forEach(({ said, place: { start } }, turn) => {
    const { role } = said;
    for (const { digest, length, place } of said.texts) {
      const name = `${role} ${before} ${digest}`;
      const nth = equals.get(name) ?? 0;
      equals.set(name, nth + 1);
      const anchor = `${role} ${before} ${nth}`;
      const placed = { start: place.start + start, end: place.end + start };
      speech.push({ anchor, digest, length, place: placed, role, turn });
    }
    if (isLandmark(said)) before = said.digest;
  });
  return speech;
}

/** A turn of the model by which a place is found again: equal turns are told apart by their number. */
export interface Landmark {
  readonly digest: string;
  readonly nth: number;
}

/** The landmark that a turn of the model is. */
export function landmarkAt({ turns }: Pick<Conversation, "turns">, turn: number): Landmark {
  const { digest } = turns[turn].said;
  const nth = turns.slice(0, turn).filter(({ said }) => said.digest === digest).length;
  return { digest, nth };
}

/** Index of the turn that a landmark is, or -1 where it does not stand in this conversation. */
export function turnOf({ turns }: Pick<Conversation, "turns">, { digest, nth }: Landmark): number {
  let seen = 0;
  return turns.findIndex(({ said }) => said.digest === digest && seen++ === nth);
}

/** Whether places are found by a turn: the model says or calls something in it. */
export function isLandmark({ role, isReasoning }: Said): boolean {
  return role === "assistant" && !isReasoning;
}
