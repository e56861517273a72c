import assert from "node:assert/strict";
import fc from "fast-check";
import { StreamSplicer } from "./stream.ts";

type Delta = Readonly<Record<string, unknown>>;

const chunk = (delta: Delta, finish_reason: string | null = null, id = "chatcmpl-1") =>
  `data: ${JSON.stringify({ id, choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const call = (index: number, id: string, name: string) => ({
  tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }],
});
const input = (index: number, part: string) => ({
  tool_calls: [{ index, function: { arguments: part } }],
});

const PLAIN = chunk({ role: "assistant", content: "" }) + ": a comment — ü\n\n" +
  chunk({ content: "Wörd" }) + chunk(call(0, "c", "bash")) + chunk(input(0, '{"a":1}')) +
  chunk({}, "tool_calls") + "data: [DONE]\n\n";

const MIXED = chunk({ role: "assistant", content: "" }) + chunk({ content: "Wörd" }) +
  chunk(call(0, "a", "bash")) + chunk(input(0, "{}")) +
  chunk(call(1, "b", "squeezr_expand")) + chunk(input(1, '{"id":')) + chunk(input(1, '"x"}')) +
  chunk(call(2, "c", "bash")) + chunk(input(2, "{}")) + chunk({}, "tool_calls") +
  "data: [DONE]\n\n";

const MIXED_DOWN = chunk({ role: "assistant", content: "" }) + chunk({ content: "Wörd" }) +
  chunk(call(0, "a", "bash")) + chunk(input(0, "{}")) + chunk(call(1, "c", "bash")) +
  chunk(input(1, "{}")) + chunk({}, "tool_calls") + "data: [DONE]\n\n";

/** What goes down of a stream that comes in these pieces. */
function spliced(stream: string, cuts: readonly number[]): string {
  const bytes = new TextEncoder().encode(stream);
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const splicer = new StreamSplicer(() => ({ text: "given", isError: false }));
  const down = places.slice(1).flatMap((end, i) => splicer.take(bytes.slice(places[i], end)).down);
  const ending = splicer.end();
  const last = ending.kind === "passed" || ending.kind === "done" ? ending.down : [];
  const decoder = new TextDecoder();
  return [...down, ...last].map((bytes) => decoder.decode(bytes, { stream: true })).join("");
}

const cutsIn = (stream: string) =>
  fc.array(fc.nat(new TextEncoder().encode(stream).length), { maxLength: 40 });

Deno.test("a stream without a call of ours goes down as it came, split at any bytes", () => {
  fc.assert(fc.property(cutsIn(PLAIN), (cuts) => assert.equal(spliced(PLAIN, cuts), PLAIN)));
});

Deno.test("a call of ours is cut out and the client's are renumbered, split at any bytes", () => {
  fc.assert(fc.property(cutsIn(MIXED), (cuts) => assert.equal(spliced(MIXED, cuts), MIXED_DOWN)));
});

Deno.test("what is visible goes down at once, and the end when it is known to be the end", () => {
  const splicer = new StreamSplicer(() => ({ text: "given", isError: false }));
  const take = (text: string) =>
    splicer.take(new TextEncoder().encode(text)).down.map((bytes) =>
      new TextDecoder().decode(bytes)
    )
      .join("");
  const first = chunk({ role: "assistant", content: "A" });
  assert.equal(take(first), first);
  assert.equal(take(chunk(call(0, "a", "squeezr_expand")) + chunk(input(0, '{"id":"x"}'))), "");
  assert.equal(take(chunk({ content: "B" })), chunk({ content: "B" }));
  assert.equal(take(chunk({}, "tool_calls") + "data: [DONE]\n\n"), "");
  assert.equal(splicer.end().kind, "go_on");
  splicer.goOn();
  assert.equal(take(chunk({ role: "assistant", content: "" }, null, "other")), "");
  assert.equal(take(chunk({ content: "C" }, null, "other")), chunk({ content: "C" }));
  assert.equal(take(chunk({}, "stop", "other")), "");
  const ending = splicer.end();
  assert.ok(ending.kind === "done");
  assert.equal(new TextDecoder().decode(ending.down[0]), chunk({}, "stop"));
});

Deno.test("the role of the message is told once, also where a later round begins with words", () => {
  const splicer = new StreamSplicer(() => ({ text: "given", isError: false }));
  const take = (text: string) =>
    splicer.take(new TextEncoder().encode(text)).down
      .map((bytes) => new TextDecoder().decode(bytes)).join("");
  take(chunk({ role: "assistant", content: "A" }) + chunk(call(0, "a", "squeezr_expand")));
  take(chunk({}, "tool_calls") + "data: [DONE]\n\n");
  assert.equal(splicer.end().kind, "go_on");
  splicer.goOn();
  assert.equal(take(chunk({ role: "assistant", content: "B" })), chunk({ content: "B" }));
});

Deno.test("a stream that breaks off within a call of ours lets nothing of it down, and no end", () => {
  const broken = MIXED.slice(0, MIXED.indexOf(chunk({}, "tool_calls")) - 60);
  assert.ok(MIXED_DOWN.startsWith(spliced(broken, [])));
  assert.doesNotMatch(spliced(broken, []), /squeezr|finish_reason":"/);
});

Deno.test("usage in a chunk of its own that has a choice is handed on, summed", () => {
  const usage = (completion_tokens: number) =>
    `data: ${
      JSON.stringify({
        choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
        usage: { prompt_tokens: 10, completion_tokens, total_tokens: 10 + completion_tokens },
      })
    }\n\n`;
  const splicer = new StreamSplicer(() => ({ text: "given", isError: false }));
  const round = (...said: readonly string[]) =>
    splicer.take(new TextEncoder().encode(`${said.join("")}data: [DONE]\n\n`));
  round(chunk(call(0, "a", "squeezr_expand")), chunk({}, "tool_calls"), usage(3));
  assert.equal(splicer.end().kind, "go_on");
  splicer.goOn();
  round(chunk({ content: "C" }), chunk({}, "stop"), usage(4));
  const ending = splicer.end();
  assert.ok(ending.kind === "done");
  const [, told] = ending.down.map((bytes) => new TextDecoder().decode(bytes));
  assert.deepEqual(JSON.parse(told.slice(6)).usage, {
    prompt_tokens: 10,
    completion_tokens: 7,
    total_tokens: 17,
  });
});

Deno.test("an answer that ends in an error is handed on as it ended", () => {
  const splicer = new StreamSplicer(() => ({ text: "given", isError: false }));
  const said = chunk(call(0, "a", "squeezr_expand")) + chunk({}, "error");
  splicer.take(new TextEncoder().encode(said));
  assert.equal(splicer.end().kind, "done");
});
