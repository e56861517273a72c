import assert from "node:assert/strict";
import type { Fields } from "../../../src/demo/values.ts";
import { bypass, compression, type Settings, withFolder } from "../../support/proxies.ts";
import { bothWays, type Case, type Change } from "../case.ts";
import { Client, type Habits } from "../client.ts";
import { givenIn, scene } from "../scene.ts";
import { BASH, expands, type Line, OPENING, runs, says, thinks } from "../words.ts";

const EXPAND = "providers/anthropic/expand/expand.ts";
const OWNER = "proxy/owner.ts";

function countOf(tools: unknown): number {
  return ((tools ?? []) as Fields[]).filter(({ name }) => name === "squeezr_expand").length;
}

function isOffered({ tools }: Fields): boolean {
  return countOf(tools) > 0;
}

const expand = (change: Record<string, unknown>): Settings => (config) => ({
  ...config,
  expand: { ...config.expand, ...change },
});

interface Beginning {
  readonly says: string;
  readonly habits?: Partial<Habits>;
  readonly settings?: Settings;
  readonly isOffered: boolean;
  readonly wrong: readonly Change[];
}

const BEGINNINGS: readonly Beginning[] = [
  {
    says: "a conversation that begins without tool_choice is offered the tool",
    isOffered: true,
    wrong: [{ file: EXPAND, from: "choice === undefined || ", to: "" }],
  },
  ...["auto", "none"].map((type): Beginning => ({
    says: `one that begins with tool_choice ${type} is offered it`,
    habits: { more: { tool_choice: { type } } },
    isOffered: true,
    wrong: [{
      file: EXPAND,
      from: '(choice === undefined || choice === "auto" || choice === "none")',
      to: "choice === undefined",
    }],
  })),
  ...[{ type: "any" }, { type: "tool", name: "bash" }].map((tool_choice): Beginning => ({
    says: `one that begins with tool_choice ${tool_choice.type} is never offered it`,
    habits: { more: { tool_choice } },
    isOffered: false,
    wrong: [{
      file: EXPAND,
      from: '(choice === undefined || choice === "auto" || choice === "none")',
      to: "true",
    }],
  })),
  {
    says: "one without tools is never offered it, also when tools come later",
    habits: { tools: undefined },
    isOffered: false,
    wrong: [{ file: EXPAND, from: "names.length > 0 && ", to: "" }],
  },
  {
    says: "a client that has a tool of that name keeps it to itself",
    habits: { tools: [BASH, { ...BASH, name: "squeezr_expand" }] },
    isOffered: false,
    wrong: [{ file: EXPAND, from: "!names.includes(TOOL_NAME) && ", to: "" }],
  },
  {
    says: "with expand.enabled = false nothing is offered",
    settings: expand({ enabled: false }),
    isOffered: false,
    wrong: [{ file: OWNER, from: "!enabled || ", to: "" }],
  },
  {
    says: 'with expand.via = "off" nothing is offered',
    settings: expand({ via: "off" }),
    isOffered: false,
    wrong: [{ file: OWNER, from: ' || via === "off"', to: "" }],
  },
  ...[{ dry_run: true }, { enabled: false }].map((change): Beginning => ({
    says: `one that begins with ${JSON.stringify(change)} is never offered it`,
    settings: compression(change),
    isOffered: false,
    wrong: [{ file: OWNER, from: ' || modeOf(house) !== "on"', to: "" }],
  })),
];

const beginnings = BEGINNINGS.map((beginning): Case => ({
  point: "B3",
  says: beginning.says,
  wrong: beginning.wrong,
  run: (source) => {
    const { habits, settings } = beginning;
    const setting = { lines: OPENING, ...habits, settings, strict: false };
    return scene(source, setting, async ({ client, ups }) => {
      await client.turn("Go");
      client.habits = { ...client.habits, more: {}, tools: client.habits.tools ?? [BASH] };
      await client.turn("More");
      const own = (habits?.tools ?? []).length > 1;
      const offered = ups().map(({ tools }) => countOf(tools) > (own ? 1 : 0));
      assert.deepEqual(offered, offered.map(() => beginning.isOffered));
    });
  },
}));

/** Whether the tool is offered: with a conversation's first request, or never. */
export const offer: readonly Case[] = [
  ...beginnings,
  {
    point: "B3",
    says: "one that begins under the bypass is never offered it, and one with it keeps it",
    run: (source) =>
      scene(source, { lines: OPENING }, async ({ client, proxy, ups, assertTaken }) => {
        await client.turn("Go");
        await bypass(proxy, true);
        const other = new Client(proxy);
        await other.turn("Another");
        await client.turn("More");
        await bypass(proxy, false);
        await other.turn("And more");
        const offered = ups().map((up) => isOffered(up));
        assert.deepEqual(offered.slice(0, 3), [true, true, true]);
        assert.deepEqual(offered.slice(3), [false, false, false, true, false]);
        assertTaken();
      }),
    wrong: [
      { file: OWNER, from: ' || modeOf(house) !== "on"', to: "" },
      {
        file: OWNER,
        from: "  const claim = claimOf(conversation);",
        to: "  if (house.bypass.on) return undefined;\n  const claim = claimOf(conversation);",
      },
    ],
  },
  {
    point: "B3",
    says:
      "a client that clears its history in place keeps the tool: a call that we relayed is known",
    run: (source) =>
      scene(source, { lines: OPENING, bound: false }, async ({ client, ups }) => {
        await client.turn("Go");
        client.messages = client.messages.map((message, i) =>
          i === 0 ? { ...message, content: "Go, with a summary of before" } : message
        );
        await client.turn("More");
        assert.ok(ups().every(isOffered));
      }),
    wrong: [{
      file: "conversation/owner.ts",
      from: "marks: head.follows ? [...marks, head.follows] : marks,",
      to: "marks: [],",
    }],
  },
  {
    point: "B4",
    says: "an answer that we never relayed changes nothing: the request before it was served",
    run: (source) => {
      const lines = [{ says: [says("One.")] }, { says: [thinks("t"), says("Two.")] }];
      return scene(source, { lines }, async ({ client, ups }) => {
        await client.turn("Go");
        await client.turn("On");
        client.messages = client.messages.slice(0, -1);
        client.messages.push({ role: "assistant", content: "An answer from elsewhere." });
        await client.turn("More");
        assert.ok(ups().every(isOffered));
      });
    },
    wrong: [{
      file: "conversation/owner.ts",
      from: "chain: last > 0 ? chain[last - 1] : undefined,",
      to: "chain: undefined,",
    }],
  },
  {
    point: "B3",
    says: "a session from elsewhere with a prompt that we once served is not offered it",
    run: (source) =>
      scene(source, { lines: OPENING, strict: false }, async ({ client, proxy, ups }) => {
        await client.turn("Go");
        const other = new Client(proxy);
        const text = { type: "text", text: "Fine." };
        other.messages = [
          { role: "user", content: "Go" },
          {
            role: "assistant",
            content: [{ type: "thinking", thinking: "x", signature: "elsewhere" }, text],
          },
        ];
        await other.turn("More");
        assert.equal(isOffered(ups().at(-1)!), false);
      }),
    wrong: [{
      file: "memory/owners.ts",
      from: "if (isElsewhere && served.some((fields) => fields.answered)) return undefined;",
      to: "",
    }],
  },
  {
    point: "B4",
    says:
      "an answer whose only mark was hidden proves nothing: the words after it are known by what they answer",
    run: (source) => {
      const script: Line[] = [
        { says: [expands({ id: "none" })] },
        { says: [says("Done.")] },
        { says: [says("Again.")] },
      ];
      return scene(source, { lines: script }, async ({ client, ups, assertTaken }) => {
        await client.turn("Go");
        await client.turn("More");
        assert.ok(ups().every(isOffered));
        assert.equal(givenIn(ups().at(-1)!).length, 1);
        assertTaken();
      });
    },
    wrong: [{
      file: "conversation/owner.ts",
      from: "chain: last > 0 ? chain[last - 1] : undefined,",
      to: "chain: undefined,",
    }],
  },
  {
    point: "B5",
    says: "a later request that forces a tool keeps ours",
    run: (source) =>
      scene(source, { lines: OPENING, bound: false }, async ({ client, ups }) => {
        await client.turn("Go");
        for (const tool_choice of [{ type: "any" }, { type: "tool", name: "bash" }]) {
          client.habits = { ...client.habits, more: { thinking: undefined, tool_choice } };
          await client.turn("More");
        }
        assert.ok(ups().every(isOffered));
      }),
    wrong: [{
      file: EXPAND,
      from: "if (tools === undefined || items(tools).length === 0) return [];",
      to: "if (tools === undefined || !expanding.mayOffer({ root } as Conversation)) return [];",
    }],
  },
  {
    point: "B6",
    says: "a body with thread is never offered it: the server holds the history",
    run: (source) => {
      const more = { thread: { type: "create" } };
      return scene(source, { lines: [], strict: false, more }, async ({ client, ups }) => {
        await client.turn("Go");
        assert.equal(isOffered(ups()[0]), false);
      });
    },
    wrong: [{ file: EXPAND, from: 'field(root, "thread") === undefined &&', to: "" }],
  },
  {
    point: "B6",
    says: "a count of an unknown conversation is without it, one of a known with it",
    run: (source) =>
      scene(source, { lines: OPENING }, async ({ client, ups }) => {
        client.messages.push({ role: "user", content: "Go" });
        await (await client.post("/v1/messages/count_tokens")).text();
        client.messages.pop();
        await client.turn("Go");
        client.messages.push({ role: "user", content: "More" });
        await (await client.post("/v1/messages/count_tokens")).text();
        assert.deepEqual(ups().map(isOffered), [false, true, true, true, true]);
      }),
    wrong: [
      { file: OWNER, from: ' || purpose === "rehearsal"', to: "" },
      {
        file: "proxy/prepare.ts",
        from: '...(owner?.offer === "tool" ?',
        to: '...(owner.offer === "tool" && rebuilt.length < 0 ?',
      },
    ],
  },
  {
    point: "A6",
    says: "no marker is replayed into a conversation without the tool, where ids begin again",
    run: (source) => {
      const call = (id: string) => ({ ...runs("cat x"), id }) as ReturnType<typeof runs>;
      const lines = [{ says: [call("call_0")] }, { says: [call("call_1")] }];
      return scene(source, { lines, bound: false }, async ({ client, proxy, ups }) => {
        await client.turn("Go");
        assert.match(JSON.stringify(ups().at(-1)), /squeezr_expand\(/);
        await bypass(proxy, true);
        const other = new Client(proxy);
        other.messages.push({ role: "user", content: "Hello" });
        await other.ask();
        await bypass(proxy, false);
        other.answerCalls();
        await other.ask();
        other.answerCalls();
        await other.ask();
        assert.doesNotMatch(JSON.stringify(ups().at(-1)), /squeezr_expand/);
      });
    },
    wrong: [{ file: "proxy/desk.ts", from: 'if (offer === "tool") return', to: "return" }],
  },
  ...["bash", "look"].map((name): Case => ({
    point: "via",
    says: name === "bash"
      ? 'with via = "shell" references name a command for the client\'s shell, and nothing is injected'
      : 'with via = "shell" and no shell nothing is offered at all',
    run: (source) => {
      const settings = expand({ via: "shell" });
      const tools = [BASH, { ...BASH, name: "look" }].filter((tool) => tool.name === name);
      const call = () => ({ ...runs("cat x"), tool: name }) as ReturnType<typeof runs>;
      const lines = [{ says: [call()] }, { says: [call()] }];
      return scene(source, { lines, settings, tools }, async ({ client, ups }) => {
        client.messages.push({ role: "user", content: "Go" });
        for (let i = 0; i < 2; i++) {
          const { content } = JSON.parse(await (await unstreamed(client).post()).text());
          client.messages.push({ role: "assistant", content });
          client.answerCalls();
        }
        await (await client.post()).text();
        const up = JSON.stringify(ups().at(-1));
        assert.equal(/squeezr expand [0-9a-z]+/.test(up), name === "bash");
        assert.doesNotMatch(up, /squeezr_expand/);
      });
    },
    wrong: name === "bash"
      ? [{ file: OWNER, from: 'if (via === "shell") return', to: "if (via === undefined) return" }]
      : [{ file: OWNER, from: 'hasShell(provider, conversation) ? "shell"', to: 'true ? "shell"' }],
  })),
];

function unstreamed(client: Client): Client {
  client.habits = { ...client.habits, stream: false };
  return client;
}

/** A conversation is what it was after a restart. */
export const restarts: readonly Case[] = bothWays({
  point: "B1",
  says: "a conversation is offered the tool after a restart too",
  run: (source, stream) =>
    withFolder(async (home) => {
      await scene(source, { lines: OPENING, home, stream }, async (first) => {
        await first.client.turn("Go");
        await scene(source, { lines: [], home, stream, bound: false }, async ({ client, ups }) => {
          client.messages = first.client.messages;
          await client.turn("More");
          assert.ok(ups().every(isOffered));
        });
      });
    }),
  wrong: [{
    file: "memory/owners.ts",
    from: "return OFFERS.indexOf(offer);",
    to: "return 0 * OFFERS.indexOf(offer);",
  }],
});
