import assert from "node:assert/strict";
import type { expanding } from "../../../src/providers/anthropic/expand/expand.ts";
import type { Fields } from "../../../src/demo/values.ts";
import type { Splicer } from "../../../src/providers/expand.ts";
import { housed } from "../../support/proxies.ts";
import type { Case, Source } from "../case.ts";
import { Client } from "../client.ts";
import {
  block,
  ended,
  ourCall,
  Reading,
  sse,
  START,
  streamed,
  textBlock,
  Trickle,
  Upstream,
} from "../upstream.ts";

const STREAM = "providers/anthropic/expand/stream.ts";
const EARLY = "providers/expanding/early.ts";
const SIMPLE = sse(START, ...textBlock(0, "Ein schöner Tag ☀️"), ...ended("end_turn"));

const UNTOUCHED: readonly { readonly says: string; readonly text: string }[] = [
  { says: "plain events", text: SIMPLE },
  { says: "lines that end in CRLF", text: SIMPLE.replaceAll("\n", "\r\n") },
  { says: "data without event lines", text: SIMPLE.replaceAll(/event: .*\n/g, "") },
  {
    says: "comments and pings",
    text: `: hi\n\n${SIMPLE.replace("event: m", ":x\n\nevent: ping\ndata: {}\n\nevent: m")}`,
  },
  {
    says: "events that nobody knows",
    text: `event: new\nid: 7\ndata: {"type":"new"}\n\n${SIMPLE}`,
  },
  {
    says: "blocks that nobody knows",
    text: sse(
      START,
      ...block(0, { type: "new", x: 1 }, { type: "new_delta" }),
      ...ended("end_turn"),
    ),
  },
  {
    says: "another's tool_use",
    text: sse(
      START,
      ...block(0, { type: "tool_use", id: "t", name: "bash", input: {} }),
      ...ended("tool_use"),
    ),
  },
  {
    says: "an error in place of the end",
    text: `${
      SIMPLE.slice(0, 300)
    }\n\nevent: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"x"}}\n\n`,
  },
  { says: "an end in the middle of an event", text: SIMPLE.slice(0, -20) },
  {
    says: "an end in the middle of a start",
    text: sse(START) + "event: content_block_start\ndata: {",
  },
  { says: "no JSON at all", text: "event: message_start\ndata: {oh\n\ndata: [1\n\n" },
];

/** A client with a proxy before an upstream, which asks once. */
async function asked(
  { create }: Source,
  upstream: Upstream,
  play: (response: Response, client: Client) => Promise<void>,
): Promise<void> {
  const proxy = housed(undefined, upstream, undefined, create);
  const client = new Client(proxy);
  client.messages.push({ role: "user", content: "Go" });
  try {
    await play(await client.post(), client);
  } finally {
    await proxy.close();
  }
}

const untouched = UNTOUCHED.map(({ says, text }): Case => ({
  point: "D1",
  says: `a stream without a call of ours comes down to the byte: ${says}`,
  run: async (source) => {
    const bytes = new TextEncoder().encode(text);
    for (const size of [1, 7, bytes.length]) {
      const pieces = Array.from(
        { length: Math.ceil(bytes.length / size) },
        (_, i) => bytes.slice(i * size, (i + 1) * size),
      );
      await asked(source, new Upstream(() => streamed(...pieces)), async (response) => {
        assert.equal(await response.text(), text);
      });
    }
  },
  wrong: {
    "an end in the middle of a start": [{
      file: STREAM,
      from: "const down = [this.#early.rest(this.#frames.rest)];",
      to: "const down: Uint8Array[] = [];",
    }],
    "events that nobody knows": [{
      file: STREAM,
      from: "default:\n        return [frame.raw];",
      to: "default:\n        return [];",
    }],
    "lines that end in CRLF": [{
      file: STREAM,
      from: "if (numberOf(place) === index) return [frame.raw];",
      to: "",
    }],
    "plain events": [{
      file: EARLY,
      from: "return sent > 0 ? down.map((bytes) => bytes.subarray(sent)) : down;",
      to: "return down;",
    }],
  }[says] ?? [],
}));

/** Without its last event, where that may become the start of a block. */
function withoutStart(text: string): string {
  const start = "event: content_block_start";
  const last = text.slice(text.lastIndexOf("\n\n") + 2);
  return last.startsWith(start) || start.startsWith(last)
    ? text.slice(0, -last.length || undefined)
    : text;
}

async function splicersOf({ module }: Source): Promise<() => Splicer> {
  const { expanding: ours } = await module<{ expanding: typeof expanding }>(
    "providers/anthropic/expand/expand.ts",
  );
  const headers = new Headers({ "content-type": "text/event-stream" });
  return () => ours.splicerFor(headers, () => ({ text: "the original", isError: false }), "")!;
}

function through(splicer: Splicer, pieces: readonly Uint8Array[]): string {
  const down = pieces.flatMap((piece) => [...splicer.take(piece).down]);
  return down.map((bytes) => new TextDecoder("latin1").decode(bytes)).join("");
}

/** What streams down, and when. */
export const stream: readonly Case[] = [
  ...untouched,
  {
    point: "D1",
    says: "until a call of ours begins bytes go down as soon as they came, also half an event",
    run: async (source) => {
      const upstream = new Trickle();
      await asked(source, new Upstream(() => upstream.response), async (response) => {
        const reading = new Reading(response);
        let down = "";
        for (let at = 30; at < SIMPLE.length; at += 30) {
          upstream.push(SIMPLE.slice(at - 30, at));
          const owed = withoutStart(SIMPLE.slice(0, at));
          while (down.length < owed.length) down += await reading.next();
          assert.equal(down, owed);
        }
        await reading.cancel();
        assert.ok(upstream.isCancelled);
      });
    },
    wrong: [{
      file: STREAM,
      from: "if (!this.#isSplicing) down.push(...this.#early.of(this.#frames.rest));",
      to: "",
    }],
  },
  {
    point: "D1",
    says:
      "wherever the bytes of an answer are cut, nothing of our call goes down and all of it is known",
    run: async (source) => {
      const newSplicer = await splicersOf(source);
      const input = '{"id":"ö☀️𝄞","grep":"\\u00f6\\n"}';
      const start = { type: "tool_use", id: "x", name: "squeezr_expand", input: {} };
      const parts = [...input].map((partial_json) => ({ type: "input_json_delta", partial_json }));
      const events = sse(
        START,
        ...textBlock(0, "a☀️"),
        ...block(1, start, ...parts),
        ...textBlock(2, "ß"),
        ...ended("tool_use"),
      );
      for (const text of [events, events.replaceAll(/event: .*\n/g, "")]) {
        const bytes = new TextEncoder().encode(text);
        const whole = newSplicer();
        const down = through(whole, [bytes]);
        const ending = JSON.stringify(whole.end());
        assert.ok(ending.includes(JSON.stringify(input).slice(1, -1)));
        assert.doesNotMatch(down, /squeezr_expand|tool_use|message_delta/);
        for (let at = 1; at < bytes.length; at++) {
          const splicer = newSplicer();
          assert.equal(through(splicer, [bytes.subarray(0, at), bytes.subarray(at)]), down);
          assert.equal(JSON.stringify(splicer.end()), ending);
        }
      }
    },
    wrong: [
      {
        file: EARLY,
        from: "return beginsAlike(coming, this.#start) || !beginsAlike(coming, EVENT);",
        to: "return beginsAlike(coming, this.#start);",
      },
      {
        file: EARLY,
        from: "return beginsAlike(coming, this.#start) || !beginsAlike(coming, EVENT);",
        to: "return false;",
      },
      {
        file: "providers/expanding/frames.ts",
        from: "Buffer.concat([this.#rest, bytes])",
        to: "Buffer.from(this.#rest.toString() + bytes.toString())",
      },
    ],
  },
  {
    point: "D1",
    says:
      "behind a call of ours only its events are held back; visible blocks flow at once, renumbered",
    run: async (source) => {
      const [first, second] = [new Trickle(), new Trickle()];
      const upstream = new Upstream(() => first.response, () => second.response);
      await asked(source, upstream, async (response) => {
        const reading = new Reading(response);
        first.push(sse(START, ...textBlock(0, "A"), ...ourCall(1, "{}"), ...textBlock(2, "B")));
        const before = await reading.until('"content_block_stop","index":1');
        assert.match(before, /"index":1,"delta":\{"type":"text_delta","text":"B"\}/);
        assert.doesNotMatch(before, /squeezr_expand|"index":2/);
        first.push(sse(...ended("tool_use")));
        first.close();
        assert.match(await reading.until("ping"), /^event: ping/);
        second.push(sse({ ...START, message: { ...START.message as Fields, id: "msg_second" } }));
        second.push(sse(...textBlock(0, "C")));
        const after = await reading.until("content_block_stop");
        assert.match(after, /"index":2,"content_block"/);
        assert.doesNotMatch(after, /msg_second|message_delta|message_stop/);
        second.push(sse(...ended("end_turn")));
        second.close();
        assert.match(await reading.until("message_stop"), /end_turn/);
      });
    },
    wrong: [
      {
        file: STREAM,
        from: "index: ours ? undefined : this.#message.show()",
        to: "index: this.#message.show()",
      },
      {
        file: STREAM,
        from: "const insert = new TextEncoder().encode(`${index}`);",
        to: "const insert = new TextEncoder().encode(`${numberOf(place)}`);",
      },
      {
        file: STREAM,
        from: "return this.#message.rounds === 0 ? [frame.raw] : [];",
        to: "return [frame.raw];",
      },
      {
        file: STREAM,
        from: "this.#delta = frame;\n        return this.#isSplicing ? [] : [frame.raw];",
        to: "this.#delta = frame;\n        return [frame.raw];",
      },
    ],
  },
];
