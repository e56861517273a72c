import assert from "node:assert/strict";
import type { Fields } from "../../../src/demo/values.ts";
import { bothWays, type Case } from "../case.ts";
import { textsIn } from "../client.ts";
import { givenIn, scene } from "../scene.ts";
import {
  asks,
  expands,
  expandsRaw,
  idIn,
  type Line,
  LONG,
  OPENING,
  says,
  thinks,
} from "../words.ts";

const MESSAGE = "providers/expanding/message.ts";
const EXPAND = "providers/anthropic/expand/expand.ts";
const ANSWERER = "proxy/answerer.ts";

/** The model asks, whatever it is told. */
const always = (visible: boolean): Line[] => [
  ...OPENING,
  ...Array.from(
    { length: 30 },
    (_, n): Line => ({ body }) => ({
      says: [
        ...(visible ? [says(`Look ${n}.`)] : []),
        expands({ id: idIn(body), lines: `${n + 1}` }),
      ],
    }),
  ),
];

/** How far it may go. */
export const bounds: readonly Case[] = [
  ...bothWays({
    point: "D5",
    says: "a call of ours that is cut off by max_tokens is let go where anything else is visible",
    run: (source, stream) => {
      const lines: Line[] = [
        ...OPENING,
        { says: [thinks("c"), says("I look."), expandsRaw('{"id": "a')], stop: "max_tokens" },
        { says: [thinks("d"), says("Done.")] },
      ];
      return scene(source, { lines, stream }, async ({ client, ups, provider, assertTaken }) => {
        const { content, stop } = await client.turn("Go");
        assert.deepEqual([textsIn({ content }), stop], [["I look."], "max_tokens"]);
        assert.equal(provider.received.length, 3);
        await client.turn("Go on");
        assertTaken();
        assert.doesNotMatch(JSON.stringify(ups().at(-1)!.messages), /"name":"squeezr_expand"/);
      });
    },
    wrong: [{
      file: MESSAGE,
      from: "const whole = isCut && !isTriedAgain ? blocks.slice(0, -1) : blocks;",
      to: "const whole = blocks;",
    }],
  }),
  ...bothWays({
    point: "D5",
    says: "cut off as the only content it is answered with an error, once",
    run: (source, stream) => {
      const lines: Line[] = [
        ...OPENING,
        { says: [expandsRaw('{"id": "a')], stop: "max_tokens" },
        { says: [thinks("d"), says("Done.")] },
        { says: [thinks("e"), says("Bye.")] },
      ];
      return scene(source, { lines, stream }, async ({ client, ups, assertTaken }) => {
        const { content, stop } = await client.turn("Go");
        assert.deepEqual([textsIn({ content }), stop], [["Done."], "end_turn"]);
        await client.turn("More");
        assertTaken();
        const [result] = givenIn(ups().at(-1)!);
        assert.equal(result.is_error, true);
      });
    },
    wrong: [{
      file: MESSAGE,
      from: "const isTriedAgain = isCut &&",
      to: "const isTriedAgain = !isCut &&",
    }],
  }),
  ...bothWays({
    point: "D5",
    says: "cut off twice as the only content the message ends with max_tokens and a text",
    run: (source, stream) => {
      const cut: Line = { says: [expandsRaw('{"id": "a')], stop: "max_tokens" };
      const lines: Line[] = [...OPENING, cut, cut, { says: [says("Yes.")] }];
      return scene(source, { lines, stream }, async ({ client, provider, assertTaken }) => {
        const { content, stop } = await client.turn("Go");
        assert.equal(stop, "max_tokens");
        assert.equal(content.length, 1);
        assert.equal(provider.received.length, 4);
        await client.turn("More");
        assertTaken();
      });
    },
    wrong: [{
      file: MESSAGE,
      from: "this.#shown === 0 && !this.#wasCut;",
      to: "this.#shown === 0;",
    }],
  }),
  ...bothWays({
    point: "D12",
    says: "a continuation is the request as sent with two messages more, max_tokens included",
    run: (source, stream) => {
      const marked = { type: "ephemeral" };
      const lines: Line[] = [...OPENING, asks(thinks("c")), { says: [says("Done.")] }];
      const tools = [{ name: "bash", input_schema: { type: "object" }, cache_control: marked }];
      return scene(source, { lines, stream, tools }, async ({ client, provider, ups }) => {
        await client.turn("Go");
        const [sent, more] = ups().slice(-2);
        const [one, other] = provider.received.slice(-2);
        assert.equal(one.path, other.path);
        assert.match(one.path, /\?beta=true$/);
        assert.deepEqual([...one.headers], [...other.headers]);
        const text = (body: Uint8Array) => new TextDecoder().decode(body);
        const cut = text(one.body).lastIndexOf(
          "]",
          text(one.body).indexOf(',"stream"') + 1 || undefined,
        );
        assert.ok(text(other.body).startsWith(text(one.body).slice(0, cut)));
        const [said, given] = (more.messages as Fields[]).slice(-2);
        assert.deepEqual({ ...more, messages: (more.messages as Fields[]).slice(0, -2) }, sent);
        assert.deepEqual([said.role, given.role], ["assistant", "user"]);
        assert.doesNotMatch(JSON.stringify([said, given]), /cache_control/);
      });
    },
    wrong: [
      {
        file: EXPAND,
        from: 'return splice(body, [behindLast(field(spansOf(body), "messages")!, turn)]);',
        to:
          "return encode(new TextDecoder().decode(splice(body, [behindLast(field(spansOf(body), 'messages')!, turn)])).replace('1000', '995'));",
      },
      {
        file: "providers/anthropic/expand/turns.ts",
        from: '`{"role":"user","content":[${results.join(",")}]}`',
        to:
          '`{"role":"user","content":[${results.join(",").slice(0, -1)},"cache_control":{"type":"ephemeral"}}]}`',
      },
      {
        file: "proxy/handle.ts",
        from: "{ method, url, ...plain, body, signal }",
        to: "{ method, url: urlAt(upstream, route.path, ''), ...plain, body, signal }",
      },
    ],
  }),
  ...[true, false].flatMap((visible) =>
    bothWays({
      point: "D7",
      says: `8 rounds are answered, then it is told no, and after 12 the message ends${
        visible ? "" : " with a text of ours"
      }`,
      run: (source, stream) =>
        scene(
          source,
          { lines: always(visible), stream },
          async ({ client, ups, provider, assertTaken }) => {
            const { content, stop } = await client.turn("Go");
            assert.equal(stop, "end_turn");
            assert.equal(content.length, visible ? 12 : 1);
            assert.equal(provider.received.length, 2 + 12);
            const results = givenIn(ups().at(-1)!);
            assert.deepEqual(
              results.map((block) => block.is_error ?? false),
              [...Array(8).fill(false), ...Array(3).fill(true)],
            );
            assert.equal(results[7].content, LONG.split("\n")[7]);
            assert.match(String(results[8].content), /use what you have.*narrower range/);
            const before = provider.received.length;
            client.messages.push({ role: "user", content: "More" });
            await client.ask();
            assertTaken();
            assert.equal(givenIn(ups()[before]).length, 12);
          },
        ),
      wrong: [
        { file: ANSWERER, from: "const MOST_ANSWERED = 8;", to: "const MOST_ANSWERED = 3;" },
        { file: MESSAGE, from: "const MOST_ROUNDS = 12;", to: "const MOST_ROUNDS = 8;" },
        { file: MESSAGE, from: "const MOST_ROUNDS = 12;", to: "const MOST_ROUNDS = 1200;" },
        {
          file: MESSAGE,
          from: 'return { kind: "hand_on", isForced: true };',
          to: 'return { kind: "hand_on", isForced: false };',
        },
      ],
    })
  ),
];
