import { textAt } from "../json/spans.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { exchangesOf } from "../conversation/exchanges.ts";
import { isLandmark, landmarkAt, type Speech } from "../conversation/speech.ts";
import type { Placement, Step } from "./collapse.ts";
import type { Desk } from "./desk.ts";
import { gainOf, placeholderOf } from "./placeholder.ts";

/** When a step is taken, and what it leaves alone. */
export interface Pace {
  /** So many exchanges must stand whole. */
  readonly threshold: number;
  /** The last so many stay whole. */
  readonly keepRecent: number;
}

/** A client that writes old answers otherwise each time would have a step taken with each request. */
export const MOST_STEPS = 200;

/** A request in which a step may be due. */
export interface Reach {
  readonly conversation: Conversation;
  readonly speech: readonly Speech[];
  /** The first turn that no step has reached yet. */
  readonly from: number;
}

/** The turn at which the last exchanges begin that stay whole; `undefined` where no step is due. */
export function edgeOf(
  { conversation: { turns }, from }: Omit<Reach, "speech">,
  { threshold, keepRecent }: Pace,
): number | undefined {
  const exchanges = exchangesOf(turns);
  const whole = exchanges.filter((turn) => turn >= from).length;
  return whole < threshold ? undefined : exchanges[exchanges.length - keepRecent];
}

/**
 * Replaces at once all old texts that no step has reached: those before the last exchanges, the client's first words
 * aside. `undefined` where none is due. Yields before each text: to count its tokens may take long.
 */
export function* stepping(
  reach: Reach,
  pace: Pace,
  desk: Pick<Desk, "store" | "cite">,
): Generator<void, Step | undefined> {
  const { conversation, speech, from } = reach;
  const edge = edgeOf(reach, pace);
  if (edge === undefined) return undefined;
  const { turns } = conversation;
  const answer = turns.findIndex(({ said }) => said.role === "assistant");
  const old = speech.filter(({ turn }) => turn >= Math.max(from, answer) && turn < edge);
  const placements: Placement[] = [];
  for (const speech of old) {
    yield;
    const placement = placementOf(speech, conversation.body, desk);
    if (placement) placements.push(placement);
  }
  const last = turns.findLastIndex(({ said }, turn) => turn < edge && isLandmark(said));
  return { edge: landmarkAt(conversation, last), placements };
}

function placementOf(
  speech: Speech,
  body: Uint8Array,
  desk: Pick<Desk, "store" | "cite">,
): Placement | undefined {
  const text = textAt(body, speech.place);
  if (text === undefined || gainOf(text, placeholderOf(speech, text, "")) === 0) return undefined;
  const original = desk.store(text);
  const cited = desk.cite(original);
  if (cited === undefined) return undefined;
  const placeholder = placeholderOf(speech, text, cited);
  const saves = gainOf(text, placeholder);
  const { anchor, digest } = speech;
  return saves > 0 ? { anchor, digest, text: placeholder, original, saves } : undefined;
}
