import assert from "node:assert/strict";
import type { Fields } from "../../../src/demo/values.ts";
import { statsOf } from "../../support/proxies.ts";
import { bothWays, type Case } from "../case.ts";
import { textsIn } from "../client.ts";
import { givenIn, scene } from "../scene.ts";
import { asks, expands, idIn, type Line, LONG, OPENING, runs, says, thinks } from "../words.ts";

const MESSAGE = "providers/expanding/message.ts";
const TURNS = "providers/anthropic/expand/turns.ts";
const ROUNDS = "proxy/expand.ts";

const typesIn = (content: readonly Fields[]) => content.map(({ type }) => type);

/** How calls of ours are answered within one message. */
export const rounds: readonly Case[] = [
  ...bothWays({
    point: "D2",
    says: "a call of ours alone is answered here, and the model goes on in the same message",
    run: (source, stream) => {
      const lines: Line[] = [
        ...OPENING,
        asks(thinks("c"), says("I look closer.")),
        { says: [thinks("d"), says("It says so.")] },
        { says: [thinks("e"), says("Again.")] },
      ];
      return scene(source, { lines, stream }, async ({ client, ups, assertTaken }) => {
        const { content, stop } = await client.turn("Go");
        assert.deepEqual(typesIn(content), ["thinking", "text", "thinking", "text"]);
        assert.equal(stop, "end_turn");
        assert.deepEqual(givenIn(ups()[3]).map((block) => block.content), [LONG]);
        await client.turn("And?");
        assertTaken();
      });
    },
    wrong: [
      {
        file: MESSAGE,
        from: 'if (!isOursAlone || stop !== "calls") {',
        to: "if (true) {",
      },
      { file: TURNS, from: '{"role":"assistant","content":[${said}]},', to: "" },
    ],
  }),
  ...bothWays({
    point: "D2",
    says:
      "beside a call of the client's the message ends, and what is owed goes up with its results",
    run: (source, stream) => {
      const lines: Line[] = [
        ...OPENING,
        ({ body }) => ({ says: [thinks("c"), expands({ id: idIn(body) }), runs("ls")] }),
        { says: [thinks("d"), says("Done.")] },
      ];
      return scene(source, { lines, stream }, async ({ client, provider, ups, assertTaken }) => {
        await client.turn("Go");
        assertTaken();
        assert.equal(provider.received.length, 4);
        const results = (ups()[3].messages as Fields[]).at(-1)!.content as Fields[];
        assert.equal(results.length, 2);
        assert.equal(results[1].content, LONG);
        const mixed = client.messages.at(-3)!.content as Fields[];
        assert.deepEqual(typesIn(mixed), ["thinking", "tool_use"]);
      });
    },
    wrong: [{
      file: MESSAGE,
      from: " &&\n      !blocks.some((block) => block.isClientCall);",
      to: ";",
    }],
  }),
  ...bothWays({
    point: "D2",
    says: "a later round may be mixed: the message ends there with tool_use",
    run: (source, stream) => {
      const lines: Line[] = [
        ...OPENING,
        asks(thinks("c")),
        ({ body }) => ({ says: [expands({ id: idIn(body), lines: "1-2" }), runs("ls")] }),
        { says: [thinks("d"), says("Done.")] },
      ];
      return scene(source, { lines, stream }, async ({ client, ups, assertTaken }) => {
        await client.turn("Go");
        assertTaken();
        assert.equal(givenIn(ups().at(-1)!).length, 2);
        assert.deepEqual(typesIn(client.messages.at(-3)!.content as Fields[]), [
          "thinking",
          "tool_use",
        ]);
      });
    },
    wrong: [{
      file: MESSAGE,
      from: "this.#rounds.push(whole.map(({ item }) => item));",
      to: "this.#rounds.splice(0, 1, whole.map(({ item }) => item));",
    }],
  }),
  ...["max_tokens", "refusal", "pause_turn", "stop_sequence"].flatMap((stop) =>
    bothWays({
      point: "D2",
      says: `an answer that ends with ${stop} is handed on as it is`,
      run: (source, stream) => {
        const lines: Line[] = [
          ...OPENING,
          ({ body }) => ({
            says: [says("I look."), expands({ id: idIn(body) }), says("and")],
            stop,
          }),
        ];
        return scene(source, { lines, stream }, async ({ client, provider }) => {
          const { content, stop: told } = await client.turn("Go");
          assert.deepEqual([textsIn({ content }), told], [["I look.", "and"], stop]);
          assert.equal(provider.received.length, 3);
        });
      },
      wrong: [{
        file: MESSAGE,
        from: 'if (!isOursAlone || stop !== "calls") {',
        to: "if (!isOursAlone) {",
      }],
    })
  ),
  ...bothWays({
    point: "D3",
    says: "several calls of ours in one round are answered in one message, in their order",
    run: (source, stream) => {
      const lines: Line[] = [
        ...OPENING,
        ({ body }) => ({
          says: [
            expands({ id: idIn(body), lines: "1-1" }),
            says("and"),
            expands({ id: idIn(body), lines: "2" }),
            expands({ id: idIn(body), lines: "3-3" }),
          ],
        }),
        { says: [says("Done.")] },
      ];
      return scene(source, { lines, stream }, async ({ client, ups, assertTaken }) => {
        await client.turn("Go");
        assertTaken();
        const results = (ups()[3].messages as Fields[]).at(-1)!.content as Fields[];
        assert.deepEqual(results.map(({ content }) => content), LONG.split("\n").slice(0, 3));
      });
    },
    wrong: [
      {
        file: TURNS,
        from: 'item.kind === "hidden" ? item.result : []);',
        to: 'item.kind === "hidden" ? item.result : []).reverse();',
      },
      {
        file: TURNS,
        from: '`{"role":"user","content":[${results.join(",")}]}`',
        to: 'results.map((result) => `{"role":"user","content":[${result}]}`).join(",")',
      },
    ],
  }),
  ...bothWays({
    point: "D3",
    says: "calls of ours one round after another make one message",
    run: (source, stream) => {
      const lines: Line[] = [
        ...OPENING,
        ...[1, 2, 3].map((n): Line => ({ body }) => ({
          says: [thinks(`${n}`), says(`Look ${n}.`), expands({ id: idIn(body), lines: `${n}` })],
        })),
        { says: [thinks("d"), says("Done.")] },
        { says: [thinks("e"), says("Bye.")] },
      ];
      return scene(source, { lines, stream }, async ({ client, ups, assertTaken }) => {
        const answer = await client.turn("Go");
        assert.deepEqual(textsIn(answer), ["Look 1.", "Look 2.", "Look 3.", "Done."]);
        await client.turn("And?");
        assertTaken();
        assert.equal(givenIn(ups().at(-1)!).length, 3);
      });
    },
    wrong: [{
      file: ROUNDS,
      from: "body = expanding.goOn(sent, ending.turn);",
      to: "body = expanding.goOn(exchange.body, ending.turn);",
    }],
  }),
  ...bothWays({
    point: "D4",
    says: "where the first round holds a call of ours alone, the message begins with the second",
    run: (source, stream) => {
      const lines: Line[] = [...OPENING, asks(), { says: [says("Done.")] }, {
        says: [says("Bye.")],
      }];
      return scene(source, { lines, stream }, async ({ client, ups, assertTaken }) => {
        assert.deepEqual(textsIn(await client.turn("Go")), ["Done."]);
        await client.turn("And?");
        assertTaken();
        assert.equal(givenIn(ups().at(-1)!).length, 1);
      });
    },
    wrong: (stream) => [
      stream ? { file: MESSAGE, from: "return this.#shown++;", to: "return ++this.#shown;" } : {
        file: "providers/expanding/whole.ts",
        from: "blocks.filter(({ call }) => call === undefined)",
        to: "blocks",
      },
    ],
  }),
  ...bothWays({
    point: "D4",
    says: "where nothing is visible in any round there is one short text, and it is left out again",
    run: (source, stream) => {
      const lines: Line[] = [...OPENING, asks(), { says: [], stop: "end_turn" }, {
        says: [says("Yes.")],
      }];
      return scene(source, { lines, stream }, async ({ client, ups, assertTaken }) => {
        const { content, stop } = await client.turn("Go");
        assert.deepEqual(typesIn(content), ["text"]);
        assert.ok(String(content[0].text).trim().length > 0);
        assert.equal(stop, "end_turn");
        await client.turn("And?");
        assertTaken();
        assert.ok(!JSON.stringify(ups().at(-1)).includes(String(content[0].text)));
        assert.equal(givenIn(ups().at(-1)!).length, 1);
      });
    },
    wrong: [{
      file: MESSAGE,
      from: 'export const NOTHING_VISIBLE = "(Nothing more to say.)";',
      to: 'export const NOTHING_VISIBLE = " ";',
    }],
  }),
  ...bothWays({
    point: "A1",
    says:
      "output tokens are summed, the rest of usage is the last round's, and our tally counts all",
    run: (source, stream) => {
      const lines: Line[] = [...OPENING, asks(thinks("c")), { says: [thinks("d"), says("Done.")] }];
      return scene(source, { lines, stream }, async ({ client, proxy, provider }) => {
        const usages: Fields[] = [];
        const fetch = provider.fetch.bind(provider);
        provider.fetch = async (request) => {
          const response = await fetch(request);
          usages.push(await usageIn(response.clone()));
          return response;
        };
        const { usage } = await client.turn("Go");
        const [first, last] = usages.slice(-2);
        const sum = Number(first.output_tokens) + Number(last.output_tokens);
        assert.equal(usage.output_tokens, sum);
        if (!stream) {
          assert.deepEqual({ ...usage, output_tokens: 0 }, { ...last, output_tokens: 0 });
        }
        const told = (await statsOf(proxy)).usage;
        const total = (name: string) =>
          usages.reduce((all, one) => all + Number(one[name] ?? 0), 0);
        assert.equal(told.output, total("output_tokens"));
        assert.equal(
          told.cache_read + told.input + told.cache_write,
          total("cache_read_input_tokens") + total("input_tokens") +
            total("cache_creation_input_tokens"),
        );
      });
    },
    wrong: [
      { file: MESSAGE, from: "this.#tokens += outputTokens;", to: "this.#tokens = outputTokens;" },
      {
        file: ROUNDS,
        from: "const watcher = exchange.watch(answer);",
        to: "const watcher = { passing: () => Promise.resolve(), over: () => Promise.resolve() };",
      },
    ],
  }),
];

async function usageIn(response: Response): Promise<Fields> {
  const text = await response.text();
  if (!text.startsWith("event") && !text.startsWith(":")) return JSON.parse(text).usage;
  const data = text.split("\n").filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice(6)));
  const start = data.find(({ type }) => type === "message_start").message.usage;
  return { ...start, ...data.find(({ type }) => type === "message_delta").usage };
}
