import assert from "node:assert/strict";
import type { Event } from "./events.ts";
import { isReasoning, type Item, OURS, OUTPUT, plain } from "./words.ts";

/** How clients write down what the model said. */
export const CLIENTS: Readonly<Record<string, (items: readonly Item[]) => readonly Item[]>> = {
  "a client that echoes all": (items) => items,
  "a client that drops ids": (items) => items.map((item) => JSON.parse(plain(item))),
  "a client that drops reasoning": (items) => items.filter((item) => !isReasoning(item)),
};

/** Sends what the user says, runs the calls, until the model has done. */
export class Client {
  readonly input: Item[] = [];
  readonly #ask: (input: readonly Item[]) => Promise<readonly Item[]>;
  readonly #kept: (items: readonly Item[]) => readonly Item[];

  constructor(
    ask: (input: readonly Item[]) => Promise<readonly Item[]>,
    kept: (items: readonly Item[]) => readonly Item[],
  ) {
    this.#ask = ask;
    this.#kept = kept;
  }

  async turn(said: string): Promise<void> {
    this.input.push({ role: "user", content: said });
    for (;;) {
      const items = await this.#ask(this.input);
      assert.ok(items.length > 0, "an answer says something");
      assert.ok(!JSON.stringify(items).includes(OURS), "our calls are hidden");
      this.input.push(...this.#kept(items));
      const calls = items.filter(({ call_id }) => call_id);
      if (calls.length === 0) return;
      this.input.push(...calls.map(({ type, call_id }) => ({
        type: `${type}_output`,
        call_id,
        output: OUTPUT,
      })));
    }
  }
}

/** The items of a stream, of which everything must fit together. */
export function itemsIn(body: string): readonly Item[] {
  const events: Event[] = body.split("\n").filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));
  events.forEach((event, i) => assert.equal(event.sequence_number, i));
  assert.equal(events.filter(({ type }) => type === "response.created").length, 1);
  const begun: Item[] = [];
  const done: Item[] = [];
  for (const { type, output_index, item, item_id } of events) {
    if (type === "response.output_item.added") {
      assert.equal(output_index, begun.length);
      begun.push(item as Item);
    } else if (type === "response.output_item.done") {
      assert.equal(output_index, done.length);
      assert.equal((item as Item).id, begun[done.length].id);
      done.push(item as Item);
    } else if (item_id) assert.equal(item_id, begun[output_index as number].id);
  }
  const last = events.at(-1)!.response as Item;
  assert.equal(events.at(-1)!.type, "response.completed");
  assert.equal(last.id, (events[0].response as Item).id, "one answer, one id");
  assert.deepEqual(last.output, done);
  return done;
}

/** A request as Codex makes it. */
export function requestFor(input: unknown, stream: boolean): Request {
  return new Request("http://127.0.0.1:8080/v1/responses", {
    method: "POST",
    headers: { host: "127.0.0.1:8080" },
    body: JSON.stringify({
      model: "gpt-6-sol",
      stream,
      input,
      tools: [{ type: "function", name: "exec_command", parameters: {} }],
      tool_choice: "auto",
      store: false,
      include: ["reasoning.encrypted_content"],
    }),
  });
}
