import { inPieces } from "../support/pieces.ts";
import { eventsOf, signed } from "./events.ts";
import { script } from "./ways.ts";
import { isModels, isReasoning, type Item, OURS, plain } from "./words.ts";

/** Refuses what the real one refuses, and every history that is not the one that it was sent. */
export class StrictOpenAi {
  readonly problems: string[] = [];
  requests = 0;
  /** Texts that calls of ours were answered. */
  readonly given: unknown[] = [];
  /** What it sent, of the last answer. */
  sent = "";
  /** Fails in the next rounds that answer a call of ours. */
  failures = 0;
  failed = 0;
  #history: readonly Item[] = [];
  /** What each reasoning led to. */
  readonly #ledTo = new Map<unknown, string>();
  /** What reasoning each call was led by. */
  readonly #ledBy = new Map<unknown, unknown>();
  readonly #dropsReasoning: boolean;

  /** Some clients never send reasoning back. */
  constructor({ dropsReasoning = false } = {}) {
    this.#dropsReasoning = dropsReasoning;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const body = await request.json();
    const items: readonly Item[] = typeof body.input === "string"
      ? [{ role: "user", content: body.input }]
      : body.input;
    if (body.tools.at(-1).name !== OURS) this.problems.push("the tool is not the last one");
    this.#check(items);
    const last = items.findLast(({ type }) => type === "function_call");
    if (last?.name === OURS && `${items.at(-1)!.type}`.endsWith("output") && this.failures > 0) {
      this.failures--;
      this.failed++;
      // The client asks again from where it stands.
      this.#history = [];
      const error = { message: "Overloaded", type: "server_error", param: null, code: null };
      return Response.json({ error }, { status: 503 });
    }
    const nth = this.requests++;
    const said = script(items).map((item, i) => signed(item, nth, i));
    this.#history = [...items, ...said];
    said.forEach((item, i) => {
      if (!isReasoning(item)) return;
      this.#ledTo.set(item.encrypted_content, plain(said[i + 1]));
      this.#ledBy.set(said[i + 1].call_id, item.encrypted_content);
    });
    return this.#answer(said, nth, body.stream);
  };

  #check(items: readonly Item[]): void {
    const told = (all: readonly Item[]) =>
      all.filter((item) => !this.#dropsReasoning || !isReasoning(item)).map(plain);
    const now = told(items);
    told(this.#history).forEach((said, i) => {
      if (now[i] !== said) this.problems.push(`${this.requests}: ${i} was ${said}, is ${now[i]}`);
    });
    items.forEach((item, i) => {
      const ledTo = this.#ledTo.get(item.encrypted_content);
      if (isReasoning(item) && plain(items[i + 1]) !== ledTo) {
        this.problems.push(`Item '${item.id}' was provided without its required following item`);
      }
      const ledBy = this.#ledBy.get(item.call_id);
      if (item.name === OURS && items[i - 1].encrypted_content !== ledBy) {
        this.problems.push(`${item.id} was provided without its required 'reasoning' item`);
      }
    });
    this.#checkCalls(items);
    for (const name of ["id", "call_id"]) {
      const ids = items.filter(isModels).flatMap((item) => item[name] ?? []);
      if (new Set(ids).size < ids.length) this.problems.push(`Duplicate ${name}: ${ids}`);
    }
  }

  /** Every call is answered once, before anything else is said. */
  #checkCalls(items: readonly Item[]): void {
    const open = new Set<unknown>();
    const ours = new Set<unknown>();
    let answers = false;
    for (const item of items) {
      const isOutput = `${item.type}`.endsWith("_output");
      const isNext = answers || item.role === "user";
      if (isOutput && !open.delete(item.call_id)) {
        this.problems.push(`No tool call found for ${item.call_id}`);
      }
      if (!isOutput && isNext && open.size > 0) {
        this.problems.push(`No tool output found for ${[...open]}`);
      }
      if (item.name === OURS) ours.add(item.call_id);
      if (isOutput && ours.has(item.call_id)) this.given.push(item.output);
      if (!isOutput && item.call_id) open.add(item.call_id);
      answers = isOutput;
    }
    if (open.size > 0) this.problems.push(`No tool output found for ${[...open]}`);
  }

  #answer(said: readonly Item[], nth: number, isStream: boolean): Response {
    const events = eventsOf(said, nth);
    if (!isStream) {
      this.sent = JSON.stringify(events.at(-1)!.response);
      return new Response(this.sent, { headers: { "content-type": "application/json" } });
    }
    this.sent = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join("");
    const body = inPieces(this.sent, [1, 7, 11, 64, 1000][nth % 5]);
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }
}
