import type { Value } from "../../json/spans.ts";
import type { ResultOf } from "../expanding/wish.ts";

/** A call of ours, as an API of this family words it. */
export interface WordedCall {
  /** `""` where calls have none. */
  readonly id: string;
  /** `undefined` where it is no JSON object: cut off, or streamed eagerly. */
  readonly input: Value | undefined;
  /** As it goes up again, as JSON. */
  readonly raw: string;
}

/** What the APIs that have messages with `tool_calls` word each in their own way. */
export interface ChatWords {
  /** The content of a message that says nothing, as JSON. */
  readonly silence: string;
  /** Results stand in the order of their calls, which may have no ids; else the client's own come first. */
  readonly resultsFollowCalls: boolean;
  /** What a call of ours asks. */
  callOf(call: Value): WordedCall;
  /** By what a call of the client's is known when it comes back. */
  markOf(call: Value): string | undefined;
  /** The result of a call of ours, as a message. */
  readonly resultOf: ResultOf;
}
