import assert from "node:assert/strict";
import { type Entry, OURS, OUTPUT, type Part, plain } from "./words.ts";

/** Asks for an answer to these contents. */
export type Ask = (contents: readonly Entry[]) => Promise<readonly Part[]>;

/** Sends what the user says, runs the calls, until the model has done. */
export class Client {
  readonly contents: Entry[] = [];
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async turn(said: string): Promise<void> {
    this.contents.push({ role: "user", parts: [{ text: said }] });
    for (;;) {
      const parts = await this.#ask(this.contents);
      assert.ok(parts.length > 0, "an answer says something");
      assert.ok(!JSON.stringify(parts).includes(OURS), "our calls are hidden");
      this.contents.push(JSON.parse(plain({ role: "model", parts })));
      const results = resultsOf(parts);
      if (results.length === 0) return;
      this.contents.push({ role: "user", parts: results });
    }
  }
}

/** What the tools gave to the calls in an answer. */
export function resultsOf(parts: readonly Part[]): Part[] {
  return parts.flatMap(({ functionCall }) => functionCall ?? []).map(({ id, name }) => ({
    functionResponse: { ...(id !== undefined && { id }), name, response: { output: OUTPUT } },
  }));
}
