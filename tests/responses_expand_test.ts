/** A strict provider that speaks OpenAI Responses, clients that know nothing of us, and proxies that end and begin between. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfig } from "../src/config/settings.ts";
import { createProxy, type Proxy } from "../src/proxy/proxy.ts";

type Item = Readonly<Record<string, unknown>>;

/** One event of a stream. */
type Event = Readonly<Record<string, unknown>>;

const OURS = "squeezr_expand";
const OUTPUT = Array.from({ length: 60 }, (_, i) => `row ${i}: the quick brown fox ${i * 7}`)
  .join("\n");

const isModels = ({ type, role }: Item) => !`${type}`.endsWith("_output") && role !== "user";
const isReasoning = ({ type }: Item) => type === "reasoning";

/** An item as whatever client writes it. */
function plain({ id: _id, status: _status, ...rest }: Item): string {
  return JSON.stringify(rest);
}

/** Refuses what the real one refuses, and every history that is not the one that it was sent. */
class StrictOpenAi {
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

  constructor(dropsReasoning: boolean) {
    this.#dropsReasoning = dropsReasoning;
  }

  readonly send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
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
    const bytes = new TextEncoder().encode(this.sent);
    const length = [1, 7, 11, 64, 1000][nth % 5];
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at += length));
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }
}

/** The item with the ids that the server gives it. */
function signed(item: Item, nth: number, i: number): Item {
  const id = `${`${item.type}`.slice(0, 2)}_of_the_answer_${nth}_${i}`;
  const calls = `${item.type}`.endsWith("_call");
  return {
    id,
    ...item,
    ...(isReasoning(item) && { encrypted_content: `encrypted ${nth} ${i}` }),
    ...(!isReasoning(item) && { status: "completed" }),
    ...(calls && { call_id: `call_of_the_answer_${nth}_${i}` }),
  };
}

/** All events of an answer, as the API tells them. */
function eventsOf(said: readonly Item[], nth: number): Event[] {
  const usage = {
    input_tokens: 100 + nth,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 7,
    output_tokens_details: { reasoning_tokens: 3 },
    total_tokens: 107 + nth,
  };
  const response = { id: `resp_of_the_answer_${nth}`, object: "response", status: "in_progress" };
  const events = [
    { type: "response.created", response: { ...response, output: [] } },
    { type: "response.in_progress", response: { ...response, output: [] } },
    ...said.flatMap(itemEvents),
    {
      type: "response.completed",
      response: { ...response, status: "completed", output: said, usage },
    },
  ];
  return events.map((event, i) => ({ ...event, sequence_number: i }));
}

function itemEvents(item: Item, output_index: number): { readonly type: string }[] {
  const place = { item_id: item.id, output_index };
  const begun = { ...item, ...(item.status !== undefined && { status: "in_progress" }) };
  const part = (item.content as Item[] | undefined)?.[0];
  const json = `${item.arguments}`;
  const inner = part !== undefined
    ? [
      { type: "response.content_part.added", ...place, part: { ...part, text: "" } },
      ...`${part.text}`.split(/(?<= )/).map((delta) => ({
        type: "response.output_text.delta",
        ...place,
        delta,
      })),
      { type: "response.output_text.done", ...place, text: part.text },
      { type: "response.content_part.done", ...place, part },
    ]
    : item.arguments !== undefined
    ? [
      ...[json.slice(0, 3), json.slice(3)].map((delta) => ({
        type: "response.function_call_arguments.delta",
        ...place,
        delta,
      })),
      { type: "response.function_call_arguments.done", ...place, arguments: json },
    ]
    : [{ type: "response.reasoning_summary_text.delta", ...place, delta: "Hm" }];
  const first = {
    ...begun,
    ...(part && { content: [] }),
    ...(item.arguments !== undefined && { arguments: "" }),
    ...(isReasoning(item) && { encrypted_content: "not the last one" }),
  };
  return [
    { type: "response.output_item.added", output_index, item: first } as { type: string },
    ...inner,
    { type: "response.output_item.done", output_index, item } as { type: string },
  ];
}

const reasoning: Item = { type: "reasoning", summary: [] };
const call = (name: string, args: Item): Item => ({
  type: "function_call",
  name,
  arguments: JSON.stringify(args),
});
const shell = (cmd: string): Item => call("exec_command", { cmd });
const patch: Item = { type: "custom_tool_call", name: "apply_patch", input: "*** Begin Patch" };
const expand = (id: string): Item => call(OURS, { id });
const text = (said: string): Item => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", annotations: [], text: said }],
});

/** What the model does after its own call of a turn, round by round. */
const WAYS: readonly ((id: string) => readonly (readonly Item[])[])[] = [
  () => [[reasoning, text("All done.")]],
  (id) => [[reasoning, expand(id)], [reasoning, text("It says so.")]],
  (id) => [[text("I look."), reasoning, expand(id)], [text("Now I know.")]],
  (id) => [[reasoning, expand(id), expand("none")], [expand(id)], [text("Twice.")]],
  (id) => [[reasoning, expand(id), shell("ls again")], [text("Beside another.")]],
  (id) => [[reasoning, shell("ls once more"), expand(id)], [text("Behind another.")]],
  (id) => [[expand(id)], []],
  (id) => [[reasoning, expand(id)], [reasoning, patch], [text("Patched.")]],
  (id) => [[expand(id)], [text("Known by its words.")]],
];

/** Each turn: a call of the client's, then one of the ways. */
function script(items: readonly Item[]): readonly Item[] {
  const nth = items.filter(({ role }) => role === "user").length;
  const since = items.slice(items.findLastIndex(({ role }) => role === "user") + 1);
  const round = since.filter((item, i) => isModels(item) && !isModels(since[i + 1] ?? {})).length;
  if (round === 0) return [reasoning, shell("ls")];
  const id = /squeezr_expand\(\\?"([a-z2-7]{8,})/.exec(JSON.stringify(items))?.[1] ?? "none";
  return WAYS[nth % WAYS.length](id)[round - 1];
}

/** How clients write down what the model said. */
const CLIENTS: Readonly<Record<string, (items: readonly Item[]) => readonly Item[]>> = {
  "a client that echoes all": (items) => items,
  "a client that drops ids": (items) => items.map((item) => JSON.parse(plain(item))),
  "a client that drops reasoning": (items) => items.filter((item) => !isReasoning(item)),
};

/** Sends what the user says, runs the calls, until the model has done. */
class Client {
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
function itemsIn(body: string): readonly Item[] {
  const events: Event[] = body.split("\n").filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));
  events.forEach((event, i) => assert.equal(event.sequence_number, i));
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

function proxyIn(home: string, send: typeof fetch): Proxy {
  const ignore = () => {};
  return createProxy({
    config: defaultConfig,
    home,
    version: "test",
    port: () => 8787,
    token: "test",
    log: { info: ignore, warn: ignore, error: (line) => assert.fail(line) },
    stop: ignore,
    send,
  });
}

function requestFor(input: unknown, stream: boolean): Request {
  return new Request("http://127.0.0.1:8787/v1/responses", {
    method: "POST",
    headers: { host: "127.0.0.1:8787" },
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

for (const [name, kept] of Object.entries(CLIENTS)) {
  for (const stream of [true, false]) {
    Deno.test(`squeezr_expand on Responses, ${name}, ${stream ? "streamed" : "whole"}, over restarts`, async () => {
      const home = mkdtempSync(join(tmpdir(), "squeezr-"));
      const provider = new StrictOpenAi(name.includes("reasoning"));
      let proxy = proxyIn(home, provider.send);
      let asked = 0;
      const client = new Client(async (input) => {
        if (++asked % 5 === 0) {
          proxy.close();
          proxy = proxyIn(home, provider.send);
        }
        const before = provider.requests;
        const lone = input.length === 1 ? input[0].content : input;
        const response = await proxy.fetch(requestFor(lone, stream));
        assert.equal(response.status, 200);
        const body = await response.text();
        const isAlone = provider.requests === before + 1 && !provider.sent.includes(OURS);
        if (isAlone) assert.equal(body, provider.sent, "what hides nothing passes as it came");
        return stream ? itemsIn(body) : JSON.parse(body).output;
      }, kept);
      try {
        for (let turn = 0; turn < 2 * WAYS.length; turn++) await client.turn(`Turn ${turn}.`);
        assert.deepEqual(provider.problems, []);
        assert.equal(provider.requests, asked + 14, "the model has asked for originals");
        assert.ok(provider.given.includes(OUTPUT), "and was given them");
      } finally {
        proxy.close();
        rmSync(home, { recursive: true });
      }
    });
  }
}

/** One proxy before one provider, for as long as a test takes. */
async function beside(
  run: (proxy: Proxy, provider: StrictOpenAi) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "squeezr-"));
  const provider = new StrictOpenAi(false);
  const proxy = proxyIn(home, provider.send);
  try {
    await run(proxy, provider);
  } finally {
    proxy.close();
    rmSync(home, { recursive: true });
  }
}

for (const stream of [true, false]) {
  Deno.test(`a later round on Responses that fails is told as a failure, ${stream ? "streamed" : "whole"}, and asking again works`, () =>
    beside(async (proxy, provider) => {
      const client = new Client(async (input) => {
        for (;;) {
          const response = await proxy.fetch(requestFor(input, stream));
          const body = await response.text();
          if (body.includes("Overloaded")) {
            if (response.status === 503) continue;
            assert.ok(stream);
            const last = JSON.parse(body.trim().split("\ndata: ").at(-1)!);
            assert.deepEqual([last.type, last.message], ["error", "Overloaded"]);
            assert.ok(!body.includes("response.completed"));
          } else return stream ? itemsIn(body) : JSON.parse(body).output;
        }
      }, CLIENTS["a client that echoes all"]);
      for (let turn = 0; turn < WAYS.length; turn++) {
        provider.failures = 2;
        await client.turn(`Turn ${turn}.`);
      }
      assert.deepEqual(provider.problems, []);
      assert.ok(provider.failed > 12, `it has failed ${provider.failed} times`);
    }));
}

const NOT_OFFERED: readonly Item[] = [
  { store: true },
  { store: undefined },
  { previous_response_id: "resp_of_another_answer" },
  { conversation: "conv_of_somebody_else" },
  { background: true },
  { tools: [] },
  { tools: [{ type: "function", name: OURS, parameters: {} }] },
  { tool_choice: "required" },
  { tool_choice: { type: "function", name: "exec_command" } },
];

for (const fields of NOT_OFFERED) {
  Deno.test(`squeezr_expand is not offered on Responses with ${JSON.stringify(fields)}`, async () => {
    const home = mkdtempSync(join(tmpdir(), "squeezr-"));
    let up = "";
    const proxy = proxyIn(home, async (input, init) => {
      up = await new Request(input, init).text();
      return Response.json({ object: "response", output: [] });
    });
    try {
      const body = { ...await requestFor("Hi", false).json(), ...fields };
      const request = new Request("http://127.0.0.1:8787/v1/responses", {
        method: "POST",
        headers: { host: "127.0.0.1:8787" },
        body: JSON.stringify(body),
      });
      await (await proxy.fetch(request)).text();
      assert.equal(up, JSON.stringify(body));
    } finally {
      proxy.close();
      rmSync(home, { recursive: true });
    }
  });
}
