import assert from "node:assert/strict";
import fc from "fast-check";
import type { Ending } from "../../expand.ts";
import { StreamSplicer } from "./stream.ts";

type Item = Readonly<Record<string, unknown>>;

const ours = (id: string, json = '{"id":"abc"}'): Item => ({
  type: "function_call",
  id: `fc_${id}`,
  call_id: id,
  name: "squeezr_expand",
  arguments: json,
});
const thought: Item = { type: "reasoning", id: "rs_1", encrypted_content: "é" };
const says = (text: string): Item => ({
  type: "message",
  id: `msg_${text}`,
  role: "assistant",
  content: [{ type: "output_text", text }],
});

/** A stream with these items, as bytes. */
function streamOf(items: readonly Item[], end: Item = {}): Uint8Array {
  const usage = {
    input_tokens: 10,
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 2 },
    total_tokens: 15,
  };
  const type = end.status === "incomplete" ? "response.incomplete" : "response.completed";
  const response = {
    id: `resp_${items.length}`,
    status: "completed",
    output: items,
    usage,
    ...end,
  };
  const events = [
    { type: "response.created", response: { id: response.id } },
    ...items.flatMap((item, output_index) => [
      { type: "response.output_item.added", output_index, item: { ...item, arguments: "" } },
      { type: "response.some.delta", output_index, delta: "…" },
      { type: "response.output_item.done", output_index, item },
    ]),
    { type, response },
  ];
  return new TextEncoder().encode(
    events.map((event, sequence_number) =>
      `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`
    ).join(""),
  );
}

const newSplicer = () => new StreamSplicer(() => ({ text: "original", isError: false }));

/** What goes down of one round, the bytes cut at these places. */
function roundOf(splicer: StreamSplicer, bytes: Uint8Array, cuts: readonly number[]) {
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const down = places.slice(1).flatMap((end, i) =>
    splicer.take(bytes.subarray(places[i], end)).down
  );
  return { down, ending: splicer.end() };
}

function textOf(down: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return down.map((bytes) => decoder.decode(bytes, { stream: true })).join("");
}

/** All that the client is given, and how each round ended. */
function played(rounds: readonly Uint8Array[], cuts: readonly number[] = []) {
  const splicer = newSplicer();
  const down: Uint8Array[] = [];
  const endings: Ending[] = [];
  for (const bytes of rounds) {
    const round = roundOf(splicer, bytes, cuts.map((cut) => cut % bytes.length));
    down.push(...round.down, ...("down" in round.ending ? round.ending.down : []));
    endings.push(round.ending);
    if (round.ending.kind === "go_on") splicer.goOn();
  }
  const text = textOf(down);
  const events = text.split("\n").filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));
  return { text, events, kinds: endings.map(({ kind }) => kind), endings };
}

Deno.test("a stream with calls of ours is the same wherever its bytes are cut", () => {
  const rounds = [
    streamOf([says("I look."), thought, ours("h1")]),
    streamOf([says("Now I know.")]),
  ];
  const whole = played(rounds);
  assert.deepEqual(whole.kinds, ["go_on", "done"]);
  assert.ok(!whole.text.includes("squeezr_expand"));
  fc.assert(fc.property(fc.array(fc.nat(5000), { maxLength: 40 }), (cuts) => {
    assert.equal(played(rounds, cuts).text, whole.text);
  }));
});

Deno.test("events and items are numbered one after the other, and tokens are those of all rounds", () => {
  const { events } = played([
    streamOf([says("I look."), thought, ours("h1"), ours("h2")]),
    streamOf([thought, ours("h3")]),
    streamOf([says("Done.")]),
  ]);
  events.forEach(({ sequence_number }, i) => assert.equal(sequence_number, i));
  const indexes = events.flatMap(({ output_index }) => output_index ?? []);
  assert.deepEqual(indexes, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
  const { id, output, usage } = events.at(-1).response;
  assert.equal(id, "resp_4");
  assert.deepEqual(output, [says("I look."), thought, thought, says("Done.")]);
  assert.deepEqual(
    [usage.input_tokens, usage.output_tokens, usage.total_tokens],
    [10, 15, 25],
  );
  assert.equal(usage.output_tokens_details.reasoning_tokens, 6);
});

Deno.test("without a call of ours every byte goes down as it came; all but starts of items at once", () => {
  const bytes = streamOf([thought, says("Hi")]);
  const splicer = newSplicer();
  const start = new TextEncoder().encode("event: response.output_item.added").length;
  let sent = 0;
  bytes.forEach((byte, i) => {
    for (const down of splicer.take(Uint8Array.of(byte)).down) sent += down.length;
    const coming = new TextDecoder().decode(bytes.subarray(0, i + 1)).split("\n\n").at(-1)!;
    if (!coming.startsWith("event: response.output_item.a")) assert.ok(i + 1 - sent < start);
  });
  assert.equal(played([bytes]).text, new TextDecoder().decode(bytes));
});

Deno.test("the next round repeats what the model said as it said it, and answers our calls", () => {
  const { endings: [ending] } = played([streamOf([thought, ours("h1"), ours("h2")])]);
  assert.ok(ending.kind === "go_on");
  const output = (call_id: string) => ({
    type: "function_call_output",
    call_id,
    output: "original",
  });
  assert.deepEqual(
    JSON.parse(`[${ending.turn}]`),
    [thought, ours("h1"), ours("h2"), output("h1"), output("h2")],
  );
});

Deno.test("reasoning that the server alone could read is not repeated", () => {
  const { endings: [ending] } = played([
    streamOf([{ type: "reasoning", id: "rs_1", summary: [] }, ours("h1")]),
  ]);
  assert.ok(ending.kind === "go_on");
  assert.deepEqual(JSON.parse(`[${ending.turn}]`).map(({ type }: Item) => type), [
    "function_call",
    "function_call_output",
  ]);
});

const CUT = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };

Deno.test("a call of ours that was cut off alone is tried once more", () => {
  const rounds = [streamOf([ours("h1", '{"id')], CUT), streamOf([ours("h2", '{"i')], CUT)];
  const { kinds, events, endings: [ending] } = played(rounds);
  assert.deepEqual(kinds, ["go_on", "done"]);
  assert.ok(ending.kind === "go_on");
  assert.equal(JSON.parse(`[${ending.turn}]`)[0].arguments, "{}");
  assert.equal(events.at(-1).type, "response.incomplete");
  assert.equal(events.at(-1).response.output[0].type, "message");
});

Deno.test("a call of ours that was cut off behind its reasoning stays behind it", () => {
  const { kinds, endings: [ending] } = played([streamOf([thought, ours("h1", '{"id')], CUT)]);
  assert.deepEqual(kinds, ["done"]);
  assert.ok(ending.kind === "done");
  assert.deepEqual(ending.layout.rounds[0].map(({ kind }) => kind), ["visible", "hidden"]);
});

Deno.test("a call of the client's beside ours ends the answer", () => {
  const beside = [
    { type: "custom_tool_call", call_id: "c1", name: "apply_patch", input: "" },
    { type: "local_shell_call", call_id: "c1", action: {} },
    { type: "shell_call", call_id: "c1", action: {} },
    { type: "apply_patch_call", call_id: "c1" },
    { type: "computer_call", call_id: "c1" },
    { type: "mcp_approval_request", id: "c1" },
  ];
  for (const call of beside) {
    assert.deepEqual(played([streamOf([ours("h1"), call])]).kinds, ["done"], call.type);
  }
  const hosted = { type: "web_search_call", id: "ws_1" };
  assert.deepEqual(played([streamOf([hosted, ours("h1")])]).kinds, ["go_on"]);
});

Deno.test("a stream that breaks off behind a call of ours ends as it broke off", () => {
  const bytes = streamOf([says("I look."), ours("h1")]);
  const { kinds, events } = played([bytes.subarray(0, bytes.length - 400)]);
  assert.deepEqual(kinds, ["passed"]);
  assert.equal(events.at(-1).type, "response.output_item.done");
});
