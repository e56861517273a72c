import type { BlockMemo } from "../billing/memo.ts";
import type { Prompt } from "../billing/prompt.ts";
import type { Listener } from "../conversation/answer.ts";
import type { Expanding } from "./expand.ts";
import type { Framed } from "./framed.ts";
import type { Conversation, SaidCall } from "../conversation/conversation.ts";

/** What a path of an API is for. */
export type Purpose =
  /** The model answers: new blocks are decided and remembered. */
  | "message"
  /** The prompt is measured or kept warm: sent as its message would be, nothing is remembered. */
  | "rehearsal";

/** How an API words an error of ours, so that its clients can read it. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** What is known of a request beside its body. */
export interface Asked {
  /** Without base path and query. */
  readonly path?: string;
  /** A call that an earlier answer made, where the request itself does not repeat it. */
  callOf?(id: string): SaidCall | undefined;
}

/** One API: reads a body and points at places in it; it never builds a body. */
export interface Provider {
  readonly name: string;
  /** What a request to this path (without base path and query) is for, or `undefined` where it passes unread. */
  purposeOf(method: string, path: string): Purpose | undefined;
  /**
   * What the body says, or `undefined` where it is not a request of this API.
   * `earlier`: a request of the same conversation, whose reading is taken over where the bytes are the same.
   */
  read(body: Uint8Array, earlier?: Conversation, asked?: Asked): Conversation | undefined;
  /**
   * How a request that `read` gave looks to the bill: what is in it by blocks, in the order in which it is cached, in
   * tokens of o200k, estimated (`calibrated` makes them the model's own). Made in steps, which end with the prompt, so
   * that others can go on meanwhile. `memo` makes it cheap: only turns that it does not know are looked at. Of a
   * rehearsal nothing is billed.
   */
  promptOf(conversation: Conversation, memo: BlockMemo): Generator<void, Prompt>;
  /** Listens to an answer with these headers; `undefined` where nothing can be learned from it. */
  listenerFor(headers: Headers): Listener | undefined;
  /** Names of the tools that a request offers to the model. */
  toolNames(conversation: Conversation): readonly string[];
  /** How the model asks for originals by a tool, where the API has a way. */
  readonly expanding: Expanding | undefined;
  /** How the API is spoken on a WebSocket, where it is. */
  readonly framed?: Framed;
  /** The body of an error answer, JSON. */
  errorBody(refusal: Refusal): string;
}
