import assert from "node:assert/strict";
import type { Layouts } from "../../../src/memory/layouts.ts";
import type { expanding } from "../../../src/providers/anthropic/expand/expand.ts";
import type { Splicer } from "../../../src/providers/expand.ts";
import { housed } from "../../support/proxies.ts";
import { bothWays, type Case, type Source } from "../case.ts";
import { Client } from "../client.ts";
import { ended, ourCall, sse, START, streamed, textBlock, Upstream, whole } from "../upstream.ts";

const CAREFUL = "proxy/careful.ts";
const ROUNDS = "proxy/expand.ts";

const PLAIN = sse(START, ...textBlock(0, "Ein schöner Tag"), ...ended("end_turn"));
const ASKS = sse(START, ...textBlock(0, "A"), ...ourCall(1, "{}"), ...ended("tool_use"));
const WHOLE_ASKS = {
  id: "msg_1",
  content: [{ type: "tool_use", id: "toolu_of_ours", name: "squeezr_expand", input: {} }],
  stop_reason: "tool_use",
};

function failing(): never {
  throw new Error("fails on purpose");
}

/** Runs something while an object of the source is changed. */
async function changed<T extends object>(
  one: T,
  change: (one: T) => Partial<T>,
  run: () => Promise<void>,
): Promise<void> {
  const before = { ...Object.getOwnPropertyDescriptors(one) };
  Object.assign(one, change(one));
  try {
    await run();
  } finally {
    Object.defineProperties(one, before);
  }
}

/** Asks a proxy with a splicer that fails at something. */
async function withSplicer(
  source: Source,
  change: (splicer: Splicer) => Partial<Splicer>,
  answer: () => Response,
  play: (response: Response, log: readonly string[]) => Promise<void>,
): Promise<void> {
  const { expanding: ours } = await source.module<{ expanding: typeof expanding }>(
    "providers/anthropic/expand/expand.ts",
  );
  const { splicerFor } = ours;
  const broken: typeof splicerFor = (headers, answerer) => {
    const splicer = splicerFor(headers, answerer, "/v1/messages")!;
    return Object.assign(splicer, change(splicer));
  };
  await changed(ours, () => ({ splicerFor: broken }), async () => {
    await asked(source, answer, play);
  });
}

async function asked(
  { create }: Source,
  answer: () => Response,
  play: (response: Response, log: readonly string[]) => Promise<void>,
): Promise<void> {
  const proxy = housed(undefined, new Upstream(answer), undefined, create);
  const client = new Client(proxy, {
    stream: answer().headers.get("content-type")!.includes("event"),
  });
  client.messages.push({ role: "user", content: "Go" });
  try {
    await play(await client.post(), proxy.log);
  } finally {
    await proxy.close();
  }
}

const pieces = (text: string) =>
  Array.from({ length: Math.ceil(text.length / 50) }, (_, i) => text.slice(i * 50, (i + 1) * 50));

/** An error of ours loses no answer, and is told. */
export const care: readonly Case[] = [
  ...[0, 1, 5].map((nth): Case => ({
    point: "law 4",
    says: `an error of ours at piece ${nth} of an answer without a call of ours loses none of it`,
    run: (source) => {
      const failsAt = ({ take }: Splicer) => {
        let count = 0;
        return {
          take(this: Splicer, bytes: Uint8Array) {
            const taken = take.call(this, bytes);
            return count++ === nth ? failing() : taken;
          },
        };
      };
      return withSplicer(
        source,
        failsAt,
        () => streamed(...pieces(PLAIN)),
        async (response, log) => {
          assert.equal(await response.text(), PLAIN);
          assert.ok(log.some((line) => /goes down unread/.test(line)));
        },
      );
    },
    wrong: [
      { file: ROUNDS, from: "careful(splicer, house.log)", to: "splicer" },
      {
        file: CAREFUL,
        from: "return { layout: undefined, down: this.#letGo() };",
        to: "return { layout: undefined, down: [bytes] };",
      },
    ].slice(0, nth === 5 ? 2 : 1),
  })),
  {
    point: "law 4",
    says: "an error of ours at the end of a whole answer loses none of it",
    run: (source) =>
      withSplicer(
        source,
        () => ({ end: failing }),
        () => whole({ content: [] }),
        async (response) => {
          assert.deepEqual(await response.json(), {
            type: "message",
            role: "assistant",
            content: [],
          });
        },
      ),
    wrong: [{
      file: CAREFUL,
      from: "{ ...passed, down: this.#letGo() }",
      to: "{ ...passed, down: [] }",
    }],
  },
  ...bothWays({
    point: "law 4",
    says: "an error of ours after a call of ours began is told as an error",
    run: (source, stream) => {
      const failsAtEnd = ({ end }: Splicer) => ({
        end(this: Splicer) {
          end.call(this);
          return failing();
        },
      });
      const answer = () => stream ? streamed(ASKS) : whole(WHOLE_ASKS);
      return withSplicer(source, failsAtEnd, answer, async (response, log) => {
        assert.equal(response.status, stream ? 200 : 500);
        const text = await response.text();
        assert.match(text, /"type":"error".*squeezr/);
        assert.doesNotMatch(text, /squeezr_expand|message_stop/);
        assert.ok(log.some((line) => /could not be put together/.test(line)));
      });
    },
    wrong: [
      {
        file: CAREFUL,
        from: "if (this.hides) throw new OurFailure",
        to: "if (!this.hides) throw new OurFailure",
      },
      {
        file: ROUNDS,
        from: "if (!(error instanceof OurFailure)) throw error;",
        to: "throw error;",
      },
    ],
  }),
  ...bothWays({
    point: "law 4",
    says: "a layout that can't be kept is told as an error: nothing goes down that depends on it",
    run: async (source, stream) => {
      const { Layouts: Kept } = await source.module<{ Layouts: typeof Layouts }>(
        "memory/layouts.ts",
      );
      const answer = () => stream ? streamed(ASKS) : whole(WHOLE_ASKS);
      await changed(
        Kept.prototype,
        () => ({ keep: failing }),
        () =>
          asked(source, answer, async (response) => {
            assert.equal(response.status, stream ? 200 : 500);
            assert.match(await response.text(), /"type":"error".*squeezr/);
          }),
      );
    },
    wrong: [{
      file: CAREFUL,
      from: 'throw new OurFailure("", { cause: error }); } } }',
      to: "throw error; } } }",
    }],
  }),
  ...bothWays({
    point: "law 4",
    says: "that an answer can't be remembered loses none of it",
    run: async (source, stream) => {
      const { Layouts: Kept } = await source.module<{ Layouts: typeof Layouts }>(
        "memory/layouts.ts",
      );
      const answer = () => stream ? streamed(PLAIN) : whole({ content: [] });
      await changed(
        Kept.prototype,
        () => ({ addPlain: failing }),
        () =>
          asked(source, answer, async (response, log) => {
            assert.equal(response.status, 200);
            assert.match(await response.text(), stream ? /message_stop/ : /"content":\[\]/);
            assert.ok(log.some((line) => /could not be remembered/.test(line)));
          }),
      );
    },
    wrong: [{
      file: ROUNDS,
      from: "house.log.error(`An answer could not be remembered: ${placeOf(error)}`);",
      to: "throw error;",
    }],
  }),
];
