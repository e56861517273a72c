import type { Span, Value } from "../json/spans.ts";

export type Role = "user" | "assistant" | "system";

/** Proof of belonging, found in a history or an answer. Ids under 16 characters prove nothing and are none. */
export interface Mark {
  /**
   * `call`: the id of a tool call; `signature`: signed thinking, which is bound to what was sent before it;
   * `answer`: the id of an answer, or of an item of it, which a request may name in its place or as what it follows.
   */
  readonly kind: "call" | "signature" | "answer";
  /** SHA-256 of the id or signature, hex. */
  readonly digest: string;
}

/** A tool call as its message words it. */
export interface SaidCall {
  readonly id: string | undefined;
  readonly tool: string;
  /** The shell command, the file path or the query: whatever tells best what was asked. */
  readonly command: string;
  /** What it writes, as far as that stands in its message to the letter. */
  readonly inputs: readonly SaidText[];
}

/** One text of a result, or of a call's input. */
export interface SaidText {
  /**
   * The JSON string literal, quotes included, in bytes from the start of the message. It may stand within another
   * literal, of a document that is told as a string (see `placeWithin`).
   */
  readonly place: Span;
  /** SHA-256 of the text, hex. */
  readonly digest: string;
  /** In UTF-16 units, as `threshold` counts. */
  readonly length: number;
}

/** What one tool call gave back. */
export interface SaidResult {
  /** The call that it answers, where the API names it. */
  readonly callId: string | undefined;
  /** The tool that gave it, where the API says so beside the result. */
  readonly tool?: string;
  readonly isError: boolean;
  /** SHA-256 over all of it, images too, whichever way it is written down: equal results have equal `whole`. */
  readonly whole: string;
  /** The texts that may be shortened; what can't be put back byte for byte is not among them. */
  readonly texts: readonly SaidText[];
}

/** What one message says. The same bytes say the same wherever they stand, so it can be kept and reused. */
export interface Said {
  readonly role: Role;
  /** SHA-256 of what is said, whichever way the client writes it down (see `chainOf`). */
  readonly digest: string;
  readonly marks: readonly Mark[];
  readonly calls: readonly SaidCall[];
  readonly results: readonly SaidResult[];
  /** What the user or the model says beside all that: the texts that may stand aside when they are old. */
  readonly texts: readonly SaidText[];
  /** A cache marker stands in it, or reasoning that is signed or encrypted: all that is said stays to the letter. */
  readonly isPinned: boolean;
  /** It is reasoning and nothing else, which clients drop and bring back. */
  readonly isReasoning?: true;
}

/** One message of the request, and where it stands. */
export interface Turn {
  readonly said: Said;
  readonly place: Span;
}

/** One tool call of the conversation, as rules and references see it. */
export interface Call {
  /** The client's id; `#n` for the nth call where there is none. */
  readonly anchor: string;
  readonly tool: string;
  readonly command: string;
  /** Which call of the conversation it is, counted from 0. */
  readonly nth: number;
  readonly inputs: readonly Input[];
}

/** A text that a call writes, and where it stands in the body. */
export interface Input {
  /** The JSON string literal in the body, quotes included. */
  readonly place: Span;
  readonly digest: string;
  readonly length: number;
}

/** One text that a tool gave back, and where it stands in the body. */
export interface Block {
  readonly call: Call;
  /**
   * Names the block's call in the ledger: its id; where the API has no ids, which of the equal texts of the
   * conversation this is, so that a history that was cut at its beginning still finds what it says once.
   */
  readonly anchor: string;
  readonly result: SaidResult;
  /** Which of its result's texts this is, counted from 0. */
  readonly part: number;
  /** The JSON string literal in the body, quotes included. */
  readonly place: Span;
  readonly digest: string;
  readonly length: number;
  /** Index of its turn. */
  readonly turn: number;
}

/** What the request says outside its messages. */
export interface Head {
  readonly model: string;
  /** SHA-256 over model, tools and system, cache markers aside. */
  readonly digest: string;
  /** Tokens that stand before the first message in the cached prefix: an estimate from below. */
  readonly tokensBefore: number;
  /** The smallest prefix that this model's cache takes, in tokens; 0 where nothing before the messages asks for a cache. */
  readonly cacheMinimum: number;
  /** How long an unused cache entry lives, in milliseconds. */
  readonly cacheLives: number;
  /** The server is asked to clear or compact results: a reference could lose its target unseen. */
  readonly clearsResults: boolean;
  /** A cache marker stands outside the messages: all that they say stays to the letter. */
  readonly isPinned: boolean;
  /** The answer that this request goes on from, where the server holds the history. */
  readonly follows: Mark | undefined;
}

/** What a request says, whoever the provider. */
export interface Conversation {
  readonly body: Uint8Array;
  readonly head: Head;
  readonly turns: readonly Turn[];
  /** `chain[i]` stands for everything said up to and with turn `i`. */
  readonly chain: readonly string[];
  /** Every text of every tool result, in order of place. */
  readonly blocks: readonly Block[];
  /** Where the values of the body sit, for the next request to go on from. */
  readonly root?: Value;
}
