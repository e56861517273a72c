import assert from "node:assert/strict";
import type { Fields } from "../../../src/demo/values.ts";
import type { createOriginals } from "../../../src/memory/originals.ts";
import type { redeem, Redeemed, Wish } from "../../../src/plan/redeem.ts";
import { housed, statsOf, withFolder } from "../../support/proxies.ts";
import { bothWays, type Case, type Change } from "../case.ts";
import { Client } from "../client.ts";
import { givenIn, scene } from "../scene.ts";
import {
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
import { asks, expands, idIn, type Line, LONG, OPENING, says, thinks } from "../words.ts";

const PATTERN = "text/pattern.ts";
const REDEEM = "plan/redeem.ts";
const ANSWERER = "proxy/answerer.ts";
const ROUNDS = "proxy/expand.ts";

const TEN = Array.from({ length: 10 }, (_, i) => `line ${i + 1}`).join("\n");
const BIG = Array.from({ length: 20_000 }, (_, i) => `line ${i + 1} of a long text`).join("\n");
const lines = (from: number, to: number) => TEN.split("\n").slice(from - 1, to).join("\n");

interface Answered {
  readonly says: string;
  readonly original?: string;
  readonly wish: Partial<Wish>;
  readonly want: string | RegExp;
  readonly isError?: boolean;
  readonly wrong: readonly Change[];
}

const ANSWERED: readonly Answered[] = [
  {
    says: "an id alone gives all of it, to the byte",
    original: " \r\n a\u0000b\u{1d11e}\n\n",
    wish: {},
    want: " \r\n a\u0000b\u{1d11e}\n\n",
    wrong: [{
      file: REDEEM,
      from: "return given(capped(original));",
      to: "return given(capped(original.trimEnd()));",
    }],
  },
  {
    says: "lines give those lines and nothing else",
    wish: { lines: "3-5" },
    want: lines(3, 5),
    wrong: [{
      file: REDEEM,
      from: "lines.slice(from - 1, to)",
      to: "lines.slice(from - 1, to + 1)",
    }],
  },
  {
    says: "one number is one line",
    wish: { lines: "7" },
    want: "line 7",
    wrong: [{ file: REDEEM, from: "Number(found[2] ?? found[1])", to: "Number(found[2] ?? 999)" }],
  },
  {
    says: "beyond the end come the last lines and the true count",
    wish: { lines: "20-22" },
    want: /\b10 lines\b[^\n]*\nline 8\nline 9\nline 10$/,
    wrong: [{
      file: REDEEM,
      from: "if (from > count) return [Math.max(1, count - (to - from)), count];",
      to: "",
    }],
  },
  {
    says: "partly beyond the end come the lines there are and the true count",
    original: TEN + "\n",
    wish: { lines: "9-12" },
    want: /\b10 lines\b[^\n]*\nline 9\nline 10$/,
    wrong: [
      { file: REDEEM, from: "range[1] > lines.length", to: "range[0] > lines.length" },
      {
        file: REDEEM,
        from: "const lines = linesOf(original);",
        to: 'const lines = original.split("\\n");',
      },
    ],
  },
  {
    says: "grep gives matching lines with their numbers, a star stands for anything",
    wish: { grep: "l*e 1" },
    want: "1:line 1\n10:line 10",
    wrong: [
      { file: REDEEM, from: "`${from + i}:${line}`", to: "line" },
      { file: PATTERN, from: 'literal.split("*")', to: "[literal]" },
    ],
  },
  {
    says: "grep takes all else to the letter",
    original: "a.c\nabc",
    wish: { grep: "a.c" },
    want: "1:a.c",
    wrong: [{
      file: PATTERN,
      from: "line.indexOf(part, at)",
      to: 'line.search(new RegExp(part || "^"))',
    }],
  },
  {
    says: "grep within lines keeps the numbers of the whole",
    wish: { grep: "line", lines: "4-5" },
    want: "4:line 4\n5:line 5",
    wrong: [{ file: REDEEM, from: "`${from + i}:${line}`", to: "`${1 + i}:${line}`" }],
  },
  {
    says: "what does not match is said, and is no empty text",
    wish: { grep: "nothing" },
    want: /^\[.*\]$/,
    wrong: [{
      file: REDEEM,
      from: "if (found.length === 0) return given(`[No line of ${from}-${to} matches.]`);",
      to: "if (found.length === 0) return { text: '', isError: false };",
    }],
  },
  {
    says: "an unknown id is an error, with what to do instead",
    wish: { id: "gone" },
    want: /Run the command or read the file again/,
    isError: true,
    wrong: [{
      file: REDEEM,
      from: "if (original === undefined) return unknown(wish.id);",
      to: 'if (original === undefined) return given("");',
    }],
  },
  {
    says: "lines that are none are an error",
    wish: { lines: "all" },
    want: /120-180/,
    isError: true,
    wrong: [{
      file: REDEEM,
      from: "if (wish.lines !== undefined && range === undefined) {",
      to: "if (wish.lines === 'x') {",
    }],
  },
  {
    says: "more than fits is cut between lines, and the rest is named",
    original: BIG,
    wish: { lines: "101-20000" },
    want:
      /^line 101 .*line \d+ of a long text\n\[Cut here: line \d+ of 20000\. For more, ask with lines="\d+-\d+"\.\]$/s,
    wrong: [
      { file: REDEEM, from: 'capped(chosen.join("\\n"), from)', to: 'chosen.join("\\n")' },
      { file: REDEEM, from: 'capped(chosen.join("\\n"), from)', to: 'capped(chosen.join("\\n"))' },
    ],
  },
];

const redeemed = ANSWERED.map((one): Case => ({
  point: "E1",
  says: one.says,
  run: async ({ module }) => {
    const { redeem: ours } = await module<{ redeem: typeof redeem }>(REDEEM);
    const of = (id: string) => id === "id" ? one.original ?? TEN : undefined;
    const answer: Redeemed = ours({ id: "id", ...one.wish }, of);
    assert.equal(answer.isError, one.isError ?? false);
    if (typeof one.want === "string") assert.equal(answer.text, one.want);
    else assert.match(answer.text, one.want);
    assert.ok(answer.text.length < 130_000);
  },
  wrong: one.wrong,
}));

const PARTS = [LONG, LONG.replaceAll("line", "row")].map((text) => ({ type: "text", text }));
const TRICKY = `${LONG}\u{1d11e}\r\n\ttab \\ "quoted" \u2028 end\n\n`;

/** What a call of ours brings back, and what it costs. */
export const originals: readonly Case[] = [
  ...redeemed,
  ...bothWays({
    point: "E1",
    says: "the model reads back what the client's tool said, to the byte",
    run: (source, stream) =>
      scene(source, { lines: [...OPENING, asks()], stream }, async ({ client, ups }) => {
        client.resultOf = () => TRICKY;
        await client.turn("Go");
        assert.equal(givenIn(ups().at(-1)!)[0].content, TRICKY);
      }),
    wrong: [{
      file: ANSWERER,
      from: "redeem(wish, originalOf)",
      to: "redeem(wish, (id) => originalOf(id)?.trim())",
    }],
  }),
  {
    point: "E1",
    says: "an original is found in under 5 ms, whichever of 2000, and its lines too",
    run: async ({ module }) => {
      const { createOriginals: create } = await module<{ createOriginals: typeof createOriginals }>(
        "memory/originals.ts",
      );
      const { redeem: ours } = await module<{ redeem: typeof redeem }>(REDEEM);
      const held = create({ maxBytes: 1 << 30 });
      const ids = Array.from({ length: 2000 }, (_, i) => held.put(`${i}\n${LONG}`));
      const times = ids.map((id) => {
        const begun = performance.now();
        ours({ id, lines: "100-120" }, (id) => held.get(id));
        return performance.now() - begun;
      }).sort((a, b) => a - b);
      assert.ok(times[1000] < 5, `${times[1000]} ms`);
    },
    wrong: [],
  },
  {
    point: "E2",
    says: "after a restart the next request brings back what its answer may ask for",
    run: (source) =>
      withFolder((home) =>
        scene(
          source,
          { lines: OPENING, home },
          (first) =>
            scene(
              source,
              { lines: [...OPENING, asks(thinks("c"))], home, seed: 2, bound: false },
              async ({ client, ups }) => {
                first.client.messages.push({ role: "user", content: "Go" });
                for (const _ of OPENING) {
                  await first.client.ask();
                  first.client.answerCalls();
                }
                // What it asks now was asked before: all of it is replayed, and nothing decided.
                await first.client.ask();
                client.messages = first.client.messages.slice(0, -1);
                await client.ask();
                assert.equal(givenIn(ups().at(-1)!)[0].content, LONG);
              },
            ),
        )
      ),
    wrong: [[
      { file: ANSWERER, from: "originalIn(known, standIns.get(id)) ?? ", to: "" },
      { file: "proxy/prepare.ts", from: "refill(known, house);", to: "" },
    ]],
  },
  {
    point: "E3",
    says: "of a result that is a list each text is brought back under its own id",
    run: (source) => {
      const script: Line[] = [
        ...OPENING,
        ({ body }) => ({ says: idsIn(body).map((id) => expands({ id })) }),
      ];
      return scene(source, { lines: script }, async ({ client, ups }) => {
        client.resultOf = () => PARTS;
        await client.turn("Go");
        const given = givenIn(ups().at(-1)!).map(({ content }) => content);
        assert.deepEqual(given, PARTS.map(({ text }) => text));
      });
    },
    wrong: [{
      file: "proxy/stand_ins.ts",
      from: "conversation.blocks[i].place",
      to: "conversation.blocks[0].place",
    }],
  },
  {
    point: "E4",
    says: "calls, hits and misses are counted, and what pairs cost on every later request",
    run: (source) => {
      const script: Line[] = [
        ...OPENING,
        ({ body }) => ({
          says: [thinks("c"), expands({ id: idIn(body) }), expands({ id: "none" })],
        }),
      ];
      return scene(source, { lines: script }, async ({ client, proxy }) => {
        await client.turn("Go");
        const before = (await statsOf(proxy)).expand;
        assert.deepEqual([before.calls, before.hits, before.misses], [2, 1, 1]);
        await client.turn("More");
        const once = (await statsOf(proxy)).expand.pair_tokens;
        await client.turn("And more");
        const twice = (await statsOf(proxy)).expand.pair_tokens;
        assert.ok(before.pair_tokens > 1000, "this request carried the pairs too");
        assert.ok(once > before.pair_tokens);
        assert.equal(twice - once, once - before.pair_tokens);
      });
    },
    wrong: [
      {
        file: "proxy/enter.ts",
        from: "if (rebuilt.length > 0) {",
        to: "if (rebuilt.length > 1) {",
      },
      { file: ANSWERER, from: "isHit: !answer.isError", to: "isHit: true" },
      { file: ROUNDS, from: "house.tally.carried(added);", to: "" },
    ],
  },
  {
    point: "A3",
    says:
      "what a call was answered stays as it was, over restarts and cleared results: parts, matches and errors",
    run: (source) =>
      withFolder(async (home) => {
        const script: Line[] = [
          ...OPENING,
          ({ body }) => ({
            says: [
              thinks("c"),
              expands({ id: idIn(body), lines: "2-4" }),
              expands({ id: idIn(body), grep: "line 7:" }),
              expands({ id: "none" }),
            ],
          }),
          { says: [thinks("d"), says("Done.")] },
        ];
        const told: Fields[][] = [];
        const talk: Fields[] = [];
        for (const _ of [1, 2]) {
          await scene(source, { lines: script, home, bound: false }, async ({ client, ups }) => {
            client.messages = talk;
            await client.turn("Go");
            told.push(givenIn(ups().at(-1)!));
          });
          talk.forEach((message, i) => (talk[i] = cleared(message)));
        }
        assert.equal(told[0].length, 3);
        assert.deepEqual(told[1], told[0]);
      }),
    wrong: [{
      file: ROUNDS,
      from: "if (!await writing.through(() => layouts.keep(entry))) layouts.hold(entry);",
      to: "",
    }],
  },
  {
    point: "B8",
    says: "a layout is on disk before the bytes behind the call go down",
    run: (source) =>
      withFolder(async (home) => {
        const upstream = new Trickle();
        const proxy = housed(home, new Upstream(() => upstream.response), undefined, source.create);
        const client = new Client(proxy);
        client.messages.push({ role: "user", content: "Go" });
        const reading = new Reading(await client.post());
        const bash = { type: "tool_use", id: "toolu_of_the_client", name: "bash", input: {} };
        upstream.push(sse(START, ...ourCall(0, "{}", "toolu_of_squeezr_1")));
        upstream.push(
          sse({ type: "content_block_start", index: 1, content_block: bash }, {
            type: "content_block_stop",
            index: 1,
          }),
        );
        await reading.until("content_block_stop");
        const second = new Upstream(() =>
          streamed(sse(START, ...textBlock(0, "B"), ...ended("end_turn")))
        );
        const other = housed(home, second, undefined, source.create);
        client.proxy = other;
        client.messages.push({ role: "assistant", content: [bash] });
        client.answerCalls();
        await client.ask();
        await reading.cancel();
        await proxy.close();
        other.close();
        assert.match(JSON.stringify(second.bodies[0]), /toolu_of_squeezr_1/);
      }),
    wrong: [{ file: ROUNDS, from: "if (layout) await record.keep(layout);", to: "" }],
  },
];

function idsIn(body: Fields): string[] {
  return [...JSON.stringify(body).matchAll(/squeezr_expand\(\\+"(\w+)\\+"\)/g)].map(([, id]) => id);
}

/** A message of which the client took the results away. */
function cleared(message: Fields): Fields {
  if (typeof message.content === "string") return message;
  const content = (message.content as Fields[]).map((block) =>
    block.type === "tool_result" ? { ...block, content: "[cleared]" } : block
  );
  return { ...message, content };
}
