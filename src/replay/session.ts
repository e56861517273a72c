/** What was answered to a request, as its client got it. */
export interface Answered {
  readonly status: number;
  /** Its `content-type`. */
  readonly type: string;
  readonly body: Uint8Array;
}

/** One request as its client sent it. */
export interface Asked {
  /** When it was made and when its answer began, in milliseconds since 1970. */
  readonly at: number;
  readonly begun: number;
  /** The API that it speaks, as upstreams have it. */
  readonly api: string;
  /** Without base path and query. */
  readonly path: string;
  readonly agent: string;
  readonly body: Uint8Array;
  readonly answer: Answered;
}

/**
 * How a session is known. `recorded`: its requests are those that were sent; the provider counted what the client said
 * (`direct`), or what went up in its place (`sent`). `log`: its requests are made again from a log that holds neither
 * tools nor instructions: only the provider's counts tell of them.
 */
export type Source =
  | { readonly kind: "recorded"; readonly counted: "direct" | "sent" }
  | { readonly kind: "log" };

/** One session of a client, request by request in order of time. */
export interface Session {
  readonly name: string;
  readonly client: string;
  readonly source: Source;
  readonly requests: Iterable<Asked>;
}

/** Something in a file that can't be read, and is passed over. */
export interface Trouble {
  readonly file: string;
  /** Counted from 1; nothing where it is the whole file. */
  readonly line?: number;
  readonly what: string;
}
