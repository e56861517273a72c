import assert from "node:assert/strict";
import type { Fault } from "../../../src/demo/script.ts";
import type { Fields } from "../../../src/demo/values.ts";
import { housed, statsOf } from "../../support/proxies.ts";
import { bothWays, type Case, type Source } from "../case.ts";
import { Client, textsIn } from "../client.ts";
import { givenIn, scene } from "../scene.ts";
import {
  type Answering,
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
  whole,
} from "../upstream.ts";
import { asks, type Line, OPENING, says, thinks } from "../words.ts";

const ROUNDS = "proxy/expand.ts";
const GIVING = "proxy/give_down.ts";
const EXPAND = "providers/anthropic/expand/expand.ts";
const MESSAGE = "providers/expanding/message.ts";
const BLOCK = "providers/anthropic/expand/block.ts";

const OVERLOADED: Fault = {
  kind: "status",
  status: 529,
  type: "overloaded_error",
  message: "Overloaded",
};
const PROMPT_TOO_LONG: Fault = {
  kind: "status",
  status: 400,
  type: "invalid_request_error",
  message: "prompt is too long",
};
const TOO_LARGE: Fault = {
  kind: "status",
  status: 413,
  type: "request_too_large",
  message: "too large",
};

/** The first answer to a continuation goes wrong; asked again, all goes well. */
function failing(fault: Fault): Line[] {
  let failed = 0;
  const goesOn: Line = () => ({
    says: [thinks("d"), says("Done.")],
    ...(failed++ === 0 ? { fault } : {}),
  });
  return [...OPENING, asks(thinks("c"), says("I look.")), goesOn];
}

/** Reads how an answer ends: its status and bytes, or that its connection broke. */
async function endOf(
  response: Response,
): Promise<{ status: number; text: string; isCut: boolean }> {
  const { status } = response;
  const reading = new Reading(response);
  let text = "";
  try {
    for (let more = await reading.next(); more !== undefined; more = await reading.next()) {
      text += more;
    }
    return { status, text, isCut: false };
  } catch {
    return { status, text, isCut: true };
  }
}

/** Answers the calls of the opening, and posts the request whose answer asks for the original. */
async function untilAsked(client: Client): Promise<Response> {
  client.messages.push({ role: "user", content: "Go" });
  for (const _ of OPENING) {
    await client.ask();
    client.answerCalls();
  }
  return await client.post();
}

const upstreamFailures = [
  { says: "status", fault: OVERLOADED, error: "overloaded_error" },
  { says: "page of HTML", fault: { kind: "html", status: 502 } as Fault, error: "api_error" },
].flatMap(({ says, fault, error }) =>
  bothWays({
    point: "A2",
    says: `a continuation that fails with a ${says} is handed on, and asking again works`,
    run: (source, stream) =>
      scene(source, { lines: failing(fault), stream }, async ({ client, provider }) => {
        const { status, text } = await endOf(await untilAsked(client));
        assert.equal(provider.received.length, 4);
        const upstreams = (fault as { status: number }).status;
        assert.equal(status, stream ? 200 : upstreams);
        if (stream) {
          const last = text.trim().split("\n\n").at(-1)!;
          assert.match(last, new RegExp(`^event: error\ndata: \\{.*${error}`));
          assert.doesNotMatch(text, /message_delta|message_stop/);
        } else {
          assert.doesNotMatch(text, /I look/);
          assert.equal(text.startsWith("<html>"), error === "api_error");
        }
        assert.deepEqual(textsIn(await client.ask()), ["I look.", "Done."]);
      }),
    wrong: (stream) => [
      stream
        ? {
          file: GIVING,
          from: "if (value) controller.enqueue(await failureOf(value, first, exchange, isBegun));",
          to: "",
        }
        : {
          file: GIVING,
          from: "? answerLike(value.answer, value.answer.body, value.answer.headers)",
          to: "? answerLike(first, value.answer.body, value.answer.headers)",
        },
      ...(stream && error === "api_error"
        ? [{
          file: EXPAND,
          from: ": errorBodyOf({ status, message: `the upstream answered ${status}` });",
          to: ": said;",
        }]
        : []),
      { file: ROUNDS, from: "if (!isLike(answer, first)) return { answer };", to: "" },
    ],
  })
);

const tooLong = [PROMPT_TOO_LONG, TOO_LARGE].flatMap((fault) =>
  bothWays({
    point: "D8",
    says: `an original with which a continuation is answered ${
      (fault as { status: number }).status
    } is replaced by a word on lines, once`,
    run: (source, stream) =>
      scene(source, { lines: failing(fault), stream }, async ({ client, provider, ups }) => {
        const answer = await client.turn("Go");
        assert.deepEqual(textsIn(answer), ["I look.", "Done."]);
        assert.equal(provider.received.length, 5);
        const [result] = givenIn(ups().at(-1)!);
        assert.equal(result.is_error, true);
        assert.match(String(result.content), /lines=/);
        await client.turn("More");
        assert.deepEqual(givenIn(ups().at(-1)!), [result]);
        assert.equal(provider.received.at(-1)!.problem, undefined);
      }),
    wrong: [
      { file: ROUNDS, from: "return status === 400 || status === 413;", to: "return false;" },
      {
        file: MESSAGE,
        from: "this.#rounds[this.#rounds.length - 1] = other.map(({ item }) => item);",
        to: "",
      },
    ],
  })
);

/** A client before an upstream that answers by hand. */
async function byHand(
  { create }: Source,
  answers: readonly Answering[],
  stream: boolean,
  play: (
    scene: { client: Client; upstream: Upstream; proxy: ReturnType<typeof housed> },
  ) => Promise<void>,
): Promise<void> {
  const upstream = new Upstream(...answers);
  const proxy = housed(undefined, upstream, undefined, create);
  const client = new Client(proxy, { stream });
  client.messages.push({ role: "user", content: "Go" });
  try {
    await play({ client, upstream, proxy });
  } finally {
    await proxy.close();
  }
}

const ASKS = sse(START, ...textBlock(0, "A"), ...ourCall(1, "{}"), ...ended("tool_use"));
const ENDS = sse(START, ...textBlock(0, "B"), ...ended("end_turn"));
const WHOLE_ASKS = {
  id: "msg_1",
  content: [{ type: "tool_use", id: "toolu_of_ours", name: "squeezr_expand", input: {} }],
  stop_reason: "tool_use",
  usage: { output_tokens: 3 },
};
const WHOLE_ENDS = {
  id: "msg_2",
  content: [{ type: "text", text: "B" }],
  stop_reason: "end_turn",
  usage: { output_tokens: 4 },
};

const foreign: readonly { readonly says: string; readonly events: Fields[] }[] = [
  { says: "block of unknown type", events: block(0, { type: "hologram", x: 1 }) },
  {
    says: "delta of unknown type",
    events: block(0, { type: "text", text: "" }, { type: "text_delta", text: "A" }, {
      type: "shine_delta",
      x: 1,
    }),
  },
];

/** What goes wrong on the way. */
export const failures: readonly Case[] = [
  ...upstreamFailures,
  ...bothWays({
    point: "A2",
    says: "a continuation that is cut off cuts the client's answer off",
    run: (source, stream) =>
      scene(source, { lines: failing({ kind: "reset" }), stream }, async ({ client }) => {
        const { isCut, text, status } = await endOf(await untilAsked(client));
        assert.ok(stream ? isCut : status === 502);
        assert.doesNotMatch(text, /message_stop|end_turn/);
        assert.deepEqual(textsIn(await client.ask()), ["I look.", "Done."]);
      }),
    wrong: [{
      file: ROUNDS,
      from: 'if ("error" in result) throw result.error;',
      to:
        'if ("error" in result) return new Response("", { headers: { "content-type": "text/event-stream" } });',
    }],
  }),
  {
    point: "A2",
    says: "a continuation that breaks off in the middle of a call of ours lets nothing of it down",
    run: (source) =>
      byHand(
        source,
        [
          () => streamed(ASKS),
          () => streamed(sse(START, ...ourCall(0, "{}")).slice(0, -100)),
        ],
        true,
        async ({ client }) => {
          const { text } = await endOf(await client.post());
          assert.doesNotMatch(text, /squeezr|toolu_of_ours|message_stop|input_json/);
        },
      ),
    wrong: [{
      file: "providers/anthropic/expand/stream.ts",
      from: 'if (end === undefined) return { kind: "passed", down: [], words: undefined };',
      to:
        'if (end === undefined) return { kind: "passed", down: [this.#frames.rest], words: undefined };',
    }],
  },
  ...tooLong,
  {
    point: "D8",
    says:
      "a continuation that is refused with the shorter result too is handed on: there is no third",
    run: (source) =>
      byHand(
        source,
        [
          () => whole(WHOLE_ASKS),
          () =>
            Response.json({ type: "error", error: { type: "x", message: "one" } }, { status: 400 }),
          () =>
            Response.json({ type: "error", error: { type: "x", message: "two" } }, { status: 400 }),
        ],
        false,
        async ({ client, upstream }) => {
          const response = await client.post();
          assert.equal(response.status, 400);
          assert.match(await response.text(), /two/);
          assert.equal(upstream.requests.length, 3);
        },
      ),
    wrong: [{ file: ROUNDS, from: "if (isTooLong(answer)) {", to: "while (isTooLong(answer)) {" }],
  },
  ...foreign.map(({ says, events }): Case => ({
    point: "D13",
    says: `a ${says} in a round that would go on ends the stream with an error; nothing is guessed`,
    run: (source) => {
      const asking = sse(START, ...events, ...ourCall(1, "{}"), ...ended("tool_use"));
      return byHand(source, [() => streamed(asking)], true, async ({ client, upstream }) => {
        const { text } = await endOf(await client.post());
        assert.match(text, /event: error\ndata: \{"type":"error".*\n\n$/);
        assert.doesNotMatch(text, /message_stop|message_delta/);
        assert.equal(upstream.requests.length, 1);
      });
    },
    wrong: [{
      file: BLOCK,
      from: "this.#isForeign || !STREAMED.test(type) ? undefined : ",
      to: "",
    }],
  })),
  {
    point: "A8",
    says:
      "an error that names a message goes down as it is, and the log says which one it is to the client",
    run: (source) => {
      const message = "messages.8.content.0: no";
      const refusal: Fault = {
        kind: "status",
        status: 400,
        type: "invalid_request_error",
        message,
      };
      const lines: Line[] = [
        ...OPENING,
        asks(thinks("c"), says("I look.")),
        { says: [thinks("d"), says("Done.")] },
        { says: [], fault: refusal },
      ];
      return scene(source, { lines }, async ({ client, proxy }) => {
        await client.turn("Go");
        client.messages.push({ role: "user", content: "More" });
        const response = await client.post();
        assert.equal(response.status, 400);
        assert.ok((await response.text()).includes(message));
        const logged = proxy.log.filter((line) => line.includes("messages.8"));
        assert.match(logged.join(), /which is messages\.6 of the client/);
      });
    },
    wrong: [
      { file: "proxy/refused.ts", from: "return index - added;", to: "return index;" },
      {
        file: "proxy/handle.ts",
        from: "if (!answer.ok && known.rebuilt.length > 0) return",
        to: "if (answer.ok && known.rebuilt.length > 99) return",
      },
    ],
  },
  {
    point: "D10",
    says: "what the provider says that it dropped is counted and logged, also in later rounds",
    run: (source) => {
      const input_transformations = [{ type: "thinking_dropped", path: "messages.1.content.0" }];
      const told = { ...START, message: { ...START.message as Fields, input_transformations } };
      const second = sse(told, ...textBlock(0, "B"), ...ended("end_turn"));
      return byHand(
        source,
        [() => streamed(ASKS), () => streamed(second)],
        true,
        async ({ client, proxy }) => {
          const { text } = await endOf(await client.post());
          assert.doesNotMatch(text, /thinking_dropped/);
          assert.equal((await statsOf(proxy)).prefix.transformed, 1);
          assert.ok(proxy.log.some((line) => /dropped/.test(line)));
        },
      );
    },
    wrong: [{
      file: "proxy/listen.ts",
      from: "if (heard.transformed > 0) {",
      to: "if (heard.transformed > 1) {",
    }],
  },
  {
    point: "D11",
    says: "between rounds there is a ping at once, and one every 15 seconds",
    run: (source) => {
      let answer: (response: Response) => void = () => {};
      const second = new Promise<Response>((resolve) => (answer = resolve));
      return withQuickTimers(
        15_000,
        () =>
          byHand(source, [() => streamed(ASKS), () => second], true, async ({ client }) => {
            const reading = new Reading(await client.post());
            await reading.until('"content_block_stop","index":0');
            for (let i = 0; i < 3; i++) {
              assert.match(await reading.until("ping"), /^event: ping\ndata: .*\n\n$/);
            }
            answer(streamed(ENDS));
            await reading.until("message_stop");
          }),
      );
    },
    wrong: [
      { file: ROUNDS, from: "    yield ping;\n", to: "" },
      { file: ROUNDS, from: "const PING_EVERY = 15_000;", to: "const PING_EVERY = 60_000;" },
    ],
  },
  {
    point: "D11",
    says: "when the client is gone the continuation under way is ended",
    run: (source) => {
      let signal: AbortSignal | undefined;
      const never: Answering = (request) => {
        signal = request.signal;
        return new Promise((_, reject) =>
          request.signal.addEventListener("abort", () => reject(new Error("gone")))
        );
      };
      return byHand(source, [() => streamed(ASKS), never], true, async ({ client, upstream }) => {
        const reading = new Reading(await client.post());
        await reading.until("ping");
        while (upstream.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
        await reading.cancel();
        assert.ok(signal?.aborted);
      });
    },
    wrong: [{ file: GIVING, from: "gone.abort();", to: "" }],
  },
  {
    point: "D11",
    says: "when the client is gone no continuation is started",
    run: (source) => {
      const first = new Trickle();
      return byHand(source, [() => first.response], true, async ({ client, upstream }) => {
        const reading = new Reading(await client.post());
        first.push(ASKS.slice(0, -200));
        await reading.until('"content_block_stop","index":0');
        await reading.cancel();
        assert.ok(first.isCancelled);
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.equal(upstream.requests.length, 1);
      });
    },
    wrong: [{
      file: GIVING,
      from: "await message.return(undefined);",
      to: "for await (const _ of message) continue;",
    }],
  },
  {
    point: "D11",
    says: "a client that waits for a whole answer and leaves starts no continuation either",
    run: (source) => {
      const gone = new AbortController();
      const first: Answering = () => {
        gone.abort();
        return whole(WHOLE_ASKS);
      };
      return byHand(
        source,
        [first, () => whole(WHOLE_ENDS)],
        false,
        async ({ client, upstream }) => {
          const response = await client.post("/v1/messages", gone.signal);
          await response.text();
          assert.equal(upstream.requests.length, 1);
        },
      );
    },
    wrong: [{ file: "proxy/handle.ts", from: "signal.throwIfAborted();", to: "" }],
  },
];

/** Runs something while timers of this many milliseconds take one. */
async function withQuickTimers(milliseconds: number, run: () => Promise<void>): Promise<void> {
  const { setTimeout: real } = globalThis;
  const quick = (act: () => void, after?: number) => real(act, after === milliseconds ? 1 : after);
  Object.assign(globalThis, { setTimeout: quick });
  try {
    await run();
  } finally {
    Object.assign(globalThis, { setTimeout: real });
  }
}
