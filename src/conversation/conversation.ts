import type { Span } from "../json/spans.ts";

export type Role = "user" | "assistant" | "system";

/** One tool call of the model, as the rules and references see it. */
export interface Call {
  /** What names the call in this conversation: the client's own id, or `#n` where the API has none. */
  readonly anchor: string;
  readonly tool: string;
  /** The shell command, the file path or the query: whatever tells best what was asked. */
  readonly command: string;
  /** Which call of the conversation this is, counted from 0. */
  readonly nth: number;
}

/** One text that a tool gave back, and where it stands in the body. */
export interface Block {
  readonly call: Call;
  /** Which text of its result this is, counted from 0. */
  readonly part: number;
  /** The JSON string literal in the body, quotes included. */
  readonly place: Span;
  /** SHA-256 of the text, hex. */
  readonly digest: string;
  /** SHA-256 over everything in the result, images too: two equal results have equal `whole`. */
  readonly whole: string;
  /** In UTF-16 units, as `threshold` counts. */
  readonly length: number;
  readonly isError: boolean;
  /** Index of its turn. */
  readonly turn: number;
}

/** One message of the request. */
export interface Turn {
  readonly role: Role;
  /** What the message says, whichever way the client writes it down (see `chainOf`). */
  readonly digest: string;
  /** What only this conversation can hold: ids of calls and of answers, digests of signatures. In order. */
  readonly marks: readonly Mark[];
  readonly place: Span;
}

/** Proof of belonging. A short id (`call_0`) proves nothing; a signature also says that thinking is bound. */
export interface Mark {
  readonly kind: "id" | "signature";
  /** Hex digest of the id or signature. */
  readonly digest: string;
}

/** What the request says outside its messages. */
export interface Head {
  readonly model: string;
  /** Over model, tools and system, cache markers aside. */
  readonly digest: string;
  /** Tokens (estimated, low) that stand before the first message in the cached prefix. */
  readonly tokensBefore: number;
  /** The smallest prefix that this model's cache takes, in tokens; 0 where the request asks for no cache. */
  readonly cacheMinimum: number;
  /** How long an unused cache entry lives, in milliseconds. */
  readonly cacheLives: number;
  /** The request asks the server to clear or compact results: a reference could lose its target unseen. */
  readonly clearsResults: boolean;
  readonly hasTools: boolean;
}

/** What a request says, whoever the provider. */
export interface Conversation {
  readonly body: Uint8Array;
  readonly head: Head;
  readonly turns: readonly Turn[];
  /** Every text of every tool result, in order of place. */
  readonly blocks: readonly Block[];
}
