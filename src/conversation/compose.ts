import { commonPrefix, sameBytes } from "../text/bytes.ts";
import { chainOf } from "./chain.ts";
import type { Span } from "../json/spans.ts";
import type { Block, Call, Conversation, Head, Said, Turn } from "./conversation.ts";

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
  return messages.map((message, i) => {
    const known = earlier && knownAt(body, message, i, earlier);
    return { said: known ?? say(message), place: { start: message.start, end: message.end } };
  });
}

function knownAt(
  body: Uint8Array,
  { start, end }: Span,
  index: number,
  { conversation, same }: Earlier,
): Said | undefined {
  const turn = conversation.turns[index];
  if (turn === undefined) return undefined;
  const { place } = turn;
  const isThere = end <= same && place.start === start && place.end === end;
  return isThere || sameBytes(bytesAt(conversation.body, place), bytesAt(body, { start, end }))
    ? turn.said
    : undefined;
}

/** Puts together what was read: names the calls, and lists the texts of results as blocks. */
export function conversationOf(
  body: Uint8Array,
  head: Head,
  turns: readonly Turn[],
  earlier?: Conversation,
): Conversation {
  return { body, head, turns, chain: chainOf(turns, earlier), blocks: blocksOf(turns) };
}

function blocksOf(turns: readonly Turn[]): Block[] {
  const calls = new Register();
  return turns.flatMap((turn, index) => {
    for (const call of turn.said.calls) calls.add(call.id, call.tool, call.command);
    return turn.said.results.flatMap((result) => {
      const call = calls.answeredBy(result.callId);
      return result.texts.map((text, part): Block => ({
        call,
        result,
        part,
        place: {
          start: turn.place.start + text.place.start,
          end: turn.place.start + text.place.end,
        },
        digest: text.digest,
        length: text.length,
        turn: index,
      }));
    });
  });
}

/** The calls so far, by id; where an API has no ids, results answer calls in order. */
class Register {
  readonly #byId = new Map<string, Call>();
  readonly #nameless: Call[] = [];
  #count = 0;

  add(id: string | undefined, tool: string, command: string): Call {
    const nth = this.#count++;
    const call = { anchor: id ?? `#${nth}`, tool, command, nth };
    if (id === undefined) this.#nameless.push(call);
    else this.#byId.set(id, call);
    return call;
  }

  /** A result whose call is not in the request (cut history) is a call of an unknown tool. */
  answeredBy(id: string | undefined): Call {
    const call = id === undefined ? this.#nameless.shift() : this.#byId.get(id);
    return call ?? this.add(id, "", "");
  }
}

function bytesAt(body: Uint8Array, place: Span): Uint8Array {
  return body.subarray(place.start, place.end);
}
