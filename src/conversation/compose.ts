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

/** What helps to put a conversation together. */
export interface Help {
  /** The reading of an earlier request of it. */
  readonly earlier?: Conversation;
  /** A call that the request does not repeat. */
  readonly callOf?: (id: string) => SaidCall | undefined;
}

/** Puts together what was read: names the calls, and lists the texts of results as blocks. */
export function conversationOf(
  body: Uint8Array,
  head: Head,
  turns: readonly Turn[],
  { earlier, callOf }: Help = {},
): Conversation {
  const blocks = blocksOf(turns, earlier, new Register(callOf));
  return { body, head, turns, chain: chainOf(turns, earlier), blocks };
}

/** Blocks of turns that are taken over with their places are taken over too. */
function blocksOf(
  turns: readonly Turn[],
  earlier: Conversation | undefined,
  calls: Register,
): Block[] {
  const parting = turns.findIndex((turn, i) => turn !== earlier?.turns[i]);
  const same = parting < 0 ? turns.length : parting;
  const blocks =
    earlier?.blocks.slice(0, earlier.blocks.findLastIndex(({ turn }) => turn < same) + 1) ??
      [];
  const ordinals = new Ordinals();
  turns.forEach((turn, index) => {
    for (const call of turn.said.calls) calls.add(call, turn.place.start);
    for (const result of turn.said.results) {
      const call = calls.answeredBy(result);
      const anchors = anchorsOf(result, ordinals);
      if (index < same) continue;
      result.texts.forEach(({ place, digest, length }, part) => {
        const anchor = anchors[part];
        const placed = shifted(place, turn.place.start);
        blocks.push({ call, anchor, result, part, place: placed, digest, length, turn: index });
      });
    }
  });
  return blocks;
}

function anchorsOf({ callId, texts }: SaidResult, ordinals: Ordinals): string[] {
  return texts.map(({ digest }) => callId ?? ordinals.next(digest));
}

/** Which of the equal texts each one is. */
class Ordinals {
  readonly #seen = new Map<string, number>();

  next(digest: string): string {
    const nth = this.#seen.get(digest) ?? 0;
    this.#seen.set(digest, nth + 1);
    return `#${nth}`;
  }
}

/** The calls so far, by id; where an API has no ids, results answer the calls of their tool in order. */
class Register {
  readonly #byId = new Map<string, Call>();
  readonly #nameless: Call[] = [];
  readonly #callOf: Help["callOf"];
  #count = 0;

  constructor(callOf: Help["callOf"]) {
    this.#callOf = callOf;
  }

  /** `from` is where its message begins in the body. */
  add({ id, tool, command, inputs }: SaidCall, from: number): Call {
    const nth = this.#count++;
    const placed = inputs.map((input) => ({ ...input, place: shifted(input.place, from) }));
    const call = { anchor: id ?? `#${nth}`, tool, command, nth, inputs: placed };
    if (id === undefined) this.#nameless.push(call);
    else this.#byId.set(id, call);
    return call;
  }

  /** A result whose call is not in the request (cut history) is a call of which nothing more is known. */
  answeredBy({ callId, tool }: SaidResult): Call {
    const call = callId === undefined ? this.#next(tool) : this.#byId.get(callId);
    return call ?? this.#unknown(callId, tool);
  }

  #next(tool: string | undefined): Call | undefined {
    const at = this.#nameless.findIndex((call) => tool === undefined || call.tool === tool);
    return at < 0 ? undefined : this.#nameless.splice(at, 1)[0];
  }

  #unknown(id: string | undefined, tool = ""): Call {
    const nth = this.#count++;
    const known = id === undefined ? undefined : this.#callOf?.(id);
    const asked = { tool: known?.tool ?? tool, command: known?.command ?? "" };
    const call = { anchor: id ?? `#${nth}`, ...asked, nth, inputs: [] };
    if (id !== undefined) this.#byId.set(id, call);
    return call;
  }
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function bytesAt(body: Uint8Array, place: Span): Uint8Array {
  return body.subarray(place.start, place.end);
}
