import type { Edit } from "../json/splice.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Layout } from "../conversation/layout.ts";
import type { Placed } from "../conversation/echo.ts";
import type { Redeemed, Wish } from "../plan/redeem.ts";

/** What the model asked for with a call of ours; `undefined` where its input is no JSON. */
export type Answerer = (wish: Wish | undefined) => Redeemed;

/** A message put together again. */
export interface Rebuilt {
  /** Its layout's. */
  readonly name: string;
  readonly turn: number;
  readonly edits: readonly Edit[];
  /** The client's message that each one from `turn` on stands for or in, up to the last that was put back. */
  readonly standsFor: readonly number[];
  /** Stands for what was put back, to compare requests by. */
  readonly digest: string;
  /** What was put back, in tokens (estimated). */
  tokens(): number;
}

/** One or more answers of the upstream, made into one message for the client. */
export interface Splicer {
  /** What these bytes let go down, and a layout to be written down before they do. */
  take(bytes: Uint8Array): Taken;
  /** The upstream's bytes have ended: what is to be done. */
  end(): Ending;
  /** Makes ready for the answer of the next round. */
  goOn(): void;
  /** Rounds that have ended. */
  readonly rounds: number;
  /** Bytes go down while they come; else all of it at the end. */
  readonly isStream: boolean;
  /** A call of ours began: what goes down is no longer what came. */
  readonly hides: boolean;
}

/** What one piece of an answer brought. */
export interface Taken {
  readonly layout: Layout | undefined;
  /** The words of an answer that is whole with these bytes, and hides nothing. */
  readonly words?: string;
  readonly down: readonly Uint8Array[];
}

/** A round with its answers: the layout so far, and what is added to the request. */
export interface Told {
  readonly layout: Layout;
  readonly turn: string;
}

/** How a round ended. */
export type Ending =
  /** Nothing of ours was in it, or it broke off: what there is went down. */
  | {
    readonly kind: "passed";
    readonly down: readonly Uint8Array[];
    readonly words: string | undefined;
  }
  /** The message is done. */
  | { readonly kind: "done"; readonly layout: Layout; readonly down: readonly Uint8Array[] }
  /** The model goes on: `turn` is what is added to the request. */
  | ({ readonly kind: "go_on" } & Told & {
    /** The same with other answers to the calls in it. */
    retell(answer: Answerer): Told;
  })
  /** The model would go on, and something in its turn can't be put back. */
  | { readonly kind: "fail"; readonly layout: Layout };

/** What the upstream said in place of a later round. */
export interface Failed {
  readonly status: number;
  readonly said: string;
}

/** The stream that the client is being given. */
export interface FailedStream {
  readonly headers: Headers;
  /** Something of it went down already. */
  readonly isBegun: boolean;
}

/** How an API lets the model ask for originals. */
export interface Expanding {
  /** Whether the tool can be offered from this first request on. */
  mayOffer(conversation: Conversation): boolean;
  /** The tool, in a request that has tools. */
  offer(conversation: Conversation): Edit[];
  /** The messages in which something of ours was hidden. */
  rebuild(
    conversation: Conversation,
    stored: readonly Placed[],
    isPlain: (chain: string, words: string) => boolean,
  ): Rebuilt[];
  /** Splices answers with these headers to a request for this path; `undefined` where they hold nothing of ours. */
  splicerFor(headers: Headers, answer: Answerer, path: string): Splicer | undefined;
  /** The request for the next round: the one that went up, and what was added to the conversation since. */
  goOn(body: Uint8Array, turn: string): Uint8Array;
  /** Bytes that keep a stream alive. */
  readonly ping: Uint8Array;
  /** The end of a stream that failed. */
  failure(failed: Failed, stream: FailedStream): Uint8Array;
}
