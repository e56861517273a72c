import type { Recorded } from "../../../tests/support/corpus.ts";
import type { Answer } from "./model.ts";

/** A recorded request, and what it was answered. */
export type Exchange = Recorded & { readonly answer: string };

/** Answers requests of an SDK as the model would, one after another, and keeps both. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  readonly #left: Answer[];
  readonly #bodyOf: (answer: Answer) => unknown;

  /** `bodyOf` words an answer as the API does, in one piece. */
  constructor(answers: readonly Answer[], bodyOf: (answer: Answer) => unknown) {
    this.#left = [...answers];
    this.#bodyOf = bodyOf;
  }

  readonly fetch = async (
    input: RequestInfo | URL,
    init?: RequestInit,
  ): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    // As it would stand on the wire to a proxy.
    const headers: [string, string][] = [["host", "127.0.0.1:8080"], ...request.headers];
    const answer = JSON.stringify(this.#bodyOf(this.#left.shift()!));
    this.exchanges.push({
      n: this.exchanges.length,
      method: request.method,
      path: pathname + search,
      kind: "main",
      headers,
      body: new Uint8Array(await request.arrayBuffer()),
      answer,
    });
    return new Response(answer, { headers: { "content-type": "application/json" } });
  };
}
