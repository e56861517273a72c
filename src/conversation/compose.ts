import { commonPrefix, sameBytes } from "../text/bytes.ts";
import { chainOf } from "./chain.ts";
import type { Span } from "../json/spans.ts";
import type {
  Block,
  Call,
  Conversation,
  Head,
  Said,
  SaidCall,
  SaidResult,
  Turn,
} from "./conversation.ts";

/** A request whose reading is taken over where this one is the same. */
export interface Earlier {
  readonly conversation: Conversation;
  /** How many bytes at the start of both bodies are the same. */
  readonly same: number;
}

/** What a body has in common with the one before it. */
export function earlierOf(
  body: Uint8Array,
  conversation: Conversation | undefined,
): Earlier | undefined {
  return conversation && { conversation, same: commonPrefix(conversation.body, body) };
}

/**
 * The turns of a body: each message is read by `say`, or taken over from the same place in `earlier` where its bytes
 * are the same, since an agent's request repeats the one before it and adds a little.
 */
export function turnsOf<Message extends Span>(
  body: Uint8Array,
  messages: readonly Message[],
  earlier: Earlier | undefined,
  say: (message: Message) => Said,
): Turn[] {
  return messages.map(({ start, end }, i) => {
    const place = { start, end };
    return takenOver(body, place, i, earlier) ?? { said: say(messages[i]), place };
  });
}

function takenOver(
  body: Uint8Array,
  place: Span,
  index: number,
  earlier: Earlier | undefined,
): Turn | undefined {
  const turn = earlier?.conversation.turns[index];
  if (turn === undefined) return undefined;
  const isThere = turn.place.start === place.start && turn.place.end === place.end;
  if (isThere && place.end <= earlier!.same) return turn;
  return sameBytes(bytesAt(earlier!.conversation.body, turn.place), bytesAt(body, place))
    ? { said: turn.said, place }
    : undefined;
}

/** Puts together what was read: names the calls, and lists the texts of results as blocks. */
export function conversationOf(
  body: Uint8Array,
  head: Head,
  turns: readonly Turn[],
  earlier?: Conversation,
): Conversation {
  return { body, head, turns, chain: chainOf(turns, earlier), blocks: blocksOf(turns, earlier) };
}

/** Blocks of turns that are taken over with their places are taken over too. */
function blocksOf(turns: readonly Turn[], earlier: Conversation | undefined): Block[] {
  const parting = turns.findIndex((turn, i) => turn !== earlier?.turns[i]);
  const same = parting < 0 ? turns.length : parting;
  const blocks =
    earlier?.blocks.slice(0, earlier.blocks.findLastIndex(({ turn }) => turn < same) + 1) ??
      [];
  const calls = new Register();
  turns.forEach((turn, index) => {
    for (const call of turn.said.calls) calls.add(call, turn.place.start);
    for (const result of turn.said.results) {
      const call = calls.answeredBy(result.callId);
      if (index >= same) blocks.push(...blocksIn(result, call, turn.place.start, index));
    }
  });
  return blocks;
}

function blocksIn(result: SaidResult, call: Call, from: number, turn: number): Block[] {
  return result.texts.map(({ place, digest, length }, part) => ({
    call,
    result,
    part,
    place: shifted(place, from),
    digest,
    length,
    turn,
  }));
}

/** The calls so far, by id; where an API has no ids, results answer calls in order. */
class Register {
  readonly #byId = new Map<string, Call>();
  readonly #nameless: Call[] = [];
  #count = 0;

  /** `from` is where its message begins in the body. */
  add({ id, tool, command, inputs }: SaidCall, from: number): Call {
    const nth = this.#count++;
    const placed = inputs.map((input) => ({ ...input, place: shifted(input.place, from) }));
    const call = { anchor: id ?? `#${nth}`, tool, command, nth, inputs: placed };
    if (id === undefined) this.#nameless.push(call);
    else this.#byId.set(id, call);
    return call;
  }

  /** A result whose call is not in the request (cut history) is a call of an unknown tool. */
  answeredBy(id: string | undefined): Call {
    const call = id === undefined ? this.#nameless.shift() : this.#byId.get(id);
    return call ?? this.add({ id, tool: "", command: "", inputs: [] }, 0);
  }
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function bytesAt(body: Uint8Array, place: Span): Uint8Array {
  return body.subarray(place.start, place.end);
}
