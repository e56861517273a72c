/** A value that will be JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** One way in which one API answers. */
export interface Door {
  readonly name: string;
  /** With the query, as its client asks. */
  readonly path: string;
  /** The first request of a conversation. */
  readonly request: Json;
  /** The tools that it may have. */
  readonly tools: Json;
  /** The content type of its answers. */
  readonly type: string;
  /** An answer, in the pieces that it comes in; more than one where it is a stream. */
  readonly pieces: readonly string[];
  /** An answer that says a word and then calls our tool, with an id that nobody gave. */
  readonly asking: string;
  /** What it tells an error with once it has said 200. */
  readonly errorInside: string;
  /** The body of an answer with another status. */
  errorBody(status: number): string;
}

/** What the user says first. */
export const said = (text: string) => ({ role: "user", content: text });
/** What a tool takes. */
export const schema = { type: "object", properties: { command: { type: "string" } } };

/** What our tool is called with: an id that nobody gave. */
export const ASKS = '{"id":"none2222"}';
/** Our tool. */
export const OURS = "squeezr_expand";

/** An event that is named by its type. */
export const event = (value: Json) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
/** An event without a name. */
export const data = (value: Json) => `data: ${JSON.stringify(value)}\n\n`;
