import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, type Fields, fieldsIn } from "../../../src/demo/values.ts";
import type { Case } from "../../expand/case.ts";
import {
  asks,
  expands,
  expandsRaw,
  idIn,
  type Line,
  LONG,
  OPENING,
  runs,
  says,
  thinks,
} from "../../expand/words.ts";
import { statsOf } from "../../support/proxies.ts";
import { asStrings, both, cleared, joined, marking, withoutOldThinking } from "../client.ts";
import { assertGrown, assertTaken, pairsIn, staged } from "../stage.ts";

const ECHO = "conversation/echo.ts";
const LAYOUTS = "memory/layouts.ts";
const WALK = "providers/expanding/walk.ts";
const BLOCK = "providers/anthropic/expand/block.ts";
const REBUILD = "providers/anthropic/expand/rebuild.ts";
const EXCHANGE = "proxy/expand.ts";

/** An original is asked for between two texts; then the model ends. */
const ASKED: readonly Line[] = [
  ...OPENING,
  asks(thinks("c"), says("I look closer.")),
  { says: [thinks("d"), says("It says so.")] },
];

/** The same without thinking: nothing but words and what stands before them tells whose answer it is. */
const MUTE: readonly Line[] = [
  { says: [runs("cat x")] },
  { says: [runs("cat x")] },
];

const loses = (what: string) => ({
  file: LAYOUTS,
  from: "Buffer.from(JSON.stringify(layout))",
  to: `Buffer.from(JSON.stringify(layout)${what})`,
});

export const sessionCases: readonly Case[] = [{
  point: "A3",
  says:
    "the result of a pair is the original although the client cleared it and the proxy began anew",
  wrong: [loses(`.replace(/line 3: /, "line three: ")`)],
  run: (source) =>
    staged(source, { lines: ASKED, bound: false }, async ({ client, provider, restart, ups }) => {
      await client.turn("Go");
      restart();
      client.writing = cleared;
      await client.turn("And now?");
      assertTaken(provider);
      const [pair, ...more] = pairsIn(ups().at(-1)!);
      assert.deepEqual([pair.content, pair.isError, more.length], [LONG, false, 0]);
    }),
}, {
  point: "A4",
  says: "a message is found and rebuilt block by block, whatever the client does to some of them",
  wrong: [{
    file: ECHO,
    from: ".find((placed) => placed)",
    to: ".find((placed) => placed && anchorsOf(placed.layout).length === echo.marks.length)",
  }],
  run: (source) => {
    const lines = [...ASKED.slice(0, 3), { says: [thinks("d"), says("It says so."), runs("ls")] }];
    return staged(source, { lines }, async ({ client, provider, ups }) => {
      client.writing = both(withoutOldThinking, joined, marking(2));
      await client.turn("Go");
      await client.turn("And now?");
      assertTaken(provider);
      assertGrown(ups());
      assert.equal(pairsIn(ups().at(-1)!).length, 1);
    });
  },
}, {
  point: "A6",
  says: "no marker is replayed into a conversation without the tool, though its ids are the same",
  wrong: [{
    file: "memory/rows.ts",
    from: "ON sent.conversation = conversations.id\n    AND sent.anchor",
    to: "ON sent.anchor",
  }],
  run: (source) => {
    const lines: readonly Line[] = [0, 1].map((i) => ({
      says: [{ kind: "call", tool: "bash", input: { command: "cat x" }, id: `call_${i}` }],
    }));
    return staged(source, { lines }, async ({ client, provider, another, ups }) => {
      await client.turn("Go");
      const other = another();
      other.habits = { ...other.habits, more: { tool_choice: { type: "any" } } };
      await other.turn("Go elsewhere");
      assertTaken(provider);
      const isOffered = (up: Fields) =>
        fieldsIn(up.tools).some(({ name }) => name === "squeezr_expand");
      const cites = (up: Fields) => JSON.stringify(up.messages).includes("squeezr_expand(");
      assert.ok(ups().slice(0, 3).every(isOffered) && cites(ups()[2]));
      assert.ok(!ups().slice(3).some(isOffered));
      assert.ok(!ups().some((up) => !isOffered(up) && cites(up)));
    });
  },
}, {
  point: "B7",
  says:
    "an anchor of words holds though the client drops thinking, moves markers and flips strings",
  wrong: [
    {
      file: "providers/anthropic/say.ts",
      from: "? [wordsOf(content), ",
      to: "? [`${content.length}`, wordsOf(content), ",
    },
    { file: "providers/anthropic/say.ts", from: "saidBy(literal)?.trim()", to: "saidBy(literal)" },
  ],
  run: (source) =>
    staged(source, { lines: ASKED }, async ({ client, provider, ups }) => {
      await client.turn("Go ");
      client.writing = both(withoutOldThinking, joined, asStrings, marking(1));
      for (const words of ["And now?", "And then?", "And at last?"]) await client.turn(words);
      client.writing = both((messages) =>
        messages.map((said) =>
          typeof said.content === "string" ? { ...said, content: said.content.trim() } : said
        ), client.writing);
      await client.turn("Well?");
      assertTaken(provider);
      assertGrown(ups());
      assert.equal(pairsIn(ups().at(-1)!).length, 1);
    }),
}, {
  point: "B7",
  says:
    "an answer in words alone leads on to the same conversation though its thinking was dropped",
  wrong: [{
    file: "memory/owners.ts",
    from: "const isElsewhere = alone && marks.length > 0;",
    to: "const isElsewhere = alone;",
  }],
  run: (source) =>
    staged(source, { lines: [{ says: [thinks("a"), says("Hello.")] }] }, async (stage) => {
      const { client, provider, ups, restart } = stage;
      client.writing = withoutOldThinking;
      await client.turn("Hello");
      await client.turn("And now?");
      restart();
      await client.turn("And then?");
      assertTaken(provider);
      for (const { tools } of ups()) assert.equal(fieldsIn(tools).length, 2);
    }),
}, {
  point: "B8",
  says:
    "a proxy that dies between a mixed answer and the client's results has the pair written down",
  wrong: [{ file: EXCHANGE, from: "if (layout) await record.keep(layout);", to: "" }],
  run: (source) => {
    const lines: readonly Line[] = [
      ...OPENING,
      (asked) => ({
        says: [thinks("c"), {
          kind: "call",
          tool: "squeezr_expand",
          input: { id: idIn(asked.body) },
        }, runs("ls")],
      }),
    ];
    return staged(source, { lines }, async ({ client, provider, crash, ups }) => {
      client.messages.push({ role: "user", content: "Go" });
      for (let i = 0; i < 2; i++) {
        await client.ask();
        client.answerCalls();
      }
      await client.askUntil((seen) => seen.some(({ type }) => type === "tool_use"));
      crash();
      client.answerCalls();
      await client.ask();
      assertTaken(provider);
      assertGrown(ups());
      assert.deepEqual(pairsIn(ups().at(-1)!).map(({ content }) => content), [LONG]);
    });
  },
}, {
  point: "B8",
  says: "the first hidden call is written down before the continuation is sent",
  wrong: [[
    { file: EXCHANGE, from: "if (layout) await record.keep(layout);", to: "" },
    { file: EXCHANGE, from: "    await record.keep(ending.layout);\n", to: "" },
  ]],
  run: (source) => {
    let onContinuation = () => {};
    const lines: readonly Line[] = [...ASKED.slice(0, 3), () => {
      onContinuation();
      return { says: [thinks("d"), says("It says so.")] };
    }];
    return staged(source, { lines }, async ({ client, provider, crash, ups }) => {
      onContinuation = crash;
      await client.turn("Go");
      onContinuation = () => {};
      await client.turn("And now?");
      assertTaken(provider);
      assert.equal(pairsIn(ups().at(-1)!).length, 1);
    });
  },
}, {
  point: "C1",
  says: "every round goes up as it came, after a restart too",
  wrong: [
    loses(`.replace('"kind":"hidden"', '"kind":"visible"')`),
  ],
  run: (source) => {
    const lines = [...ASKED.slice(0, 3), asks(thinks("d")), ASKED[3], {
      says: [thinks("e"), says("Yes.")],
    }];
    return staged(source, { lines }, async ({ client, provider, restart, ups }) => {
      await client.turn("Go");
      await client.turn("And now?");
      restart();
      await client.turn("And then?");
      assertTaken(provider);
      assertGrown(ups());
      assert.equal(pairsIn(ups().at(-1)!).length, 2);
      for (const up of ups().slice(3)) assert.ok(blocksOf(up.messages).length % 2 === 1);
    });
  },
}, {
  point: "C1",
  says: "an answer that the client has left adds nothing to what was put back already",
  wrong: [{
    file: "proxy/prepare.ts",
    from: 'if (visit.purpose === "message") await seal(',
    to: 'if (visit.purpose !== "message") await seal(',
  }],
  run: (source) => {
    // The stream pauses between the two calls.
    const fault = { kind: "silence", after: 8, ms: 300 } as const;
    const lines: readonly Line[] = [
      { says: [says("A"), expands({}), expands({})], fault },
      { says: [thinks("b"), says("So.")] },
      { says: [thinks("c"), says("So.")] },
    ];
    return staged(source, { lines, largest: 5000 }, async ({ client, provider, ups }) => {
      client.messages.push({ role: "user", content: "Go" });
      const left = client.post().then((response) => response.text());
      await new Promise((resolve) => setTimeout(resolve, 150));
      client.messages.push({ role: "assistant", content: [{ type: "text", text: "A" }] });
      await client.turn("And now?");
      await left;
      await client.turn("And then?");
      assertTaken(provider);
      assert.deepEqual(ups().slice(1).map((up) => pairsIn(up).length), [1, 1]);
    });
  },
}, {
  point: "C2",
  says: "of two answers with the same words the one with a hidden call gets its pair",
  wrong: [{ file: ECHO, from: "byChain.get(echo.chain) ?? []", to: "stored" }],
  run: (source) => {
    const lines: readonly Line[] = [...MUTE, { says: [says("Done.")] }, asks(), {
      says: [says("Done.")],
    }];
    return staged(source, { lines }, async ({ client, provider, ups }) => {
      client.messages.push({ role: "user", content: "One." });
      for (let i = 0; i < 2; i++) {
        await client.ask();
        client.answerCalls();
      }
      // Broken off behind its last word, it is not known as a whole answer.
      await client.askUntil((seen) => seen[0]?.text === "Done.");
      for (const words of ["Two.", "Three."]) await client.turn(words);
      assertTaken(provider);
      assertGrown(ups());
      assert.equal(pairsIn(ups().at(-1)!).length, 1);
    });
  },
}, {
  point: "C2",
  says: "a known id or signature wins over the chain: the pair survives cleared results",
  wrong: [{ file: ECHO, from: "return marked ?? withIds", to: "return withIds" }],
  run: (source) => {
    const lines = [...OPENING, asks(thinks("c"), runs("ls")), { says: [says("It says so.")] }];
    return staged(source, { lines, bound: false }, async ({ client, provider, ups }) => {
      await client.turn("Go");
      client.writing = cleared;
      await client.turn("And now?");
      assertTaken(provider);
      assert.equal(pairsIn(ups().at(-1)!).length, 1);
    });
  },
}, {
  point: "C2",
  says: "a short id tells beside the chain alone: a fork that has it too gets no pair",
  wrong: [
    { file: ECHO, from: "withIds(beside, ", to: "withIds(stored, " },
    { file: ECHO, from: "withIds(beside, echo.shortIds)", to: "undefined" },
  ],
  run: (source) => {
    let takesFork = false;
    const short = (
      n: number,
    ) => ({ kind: "call", tool: "bash", input: { command: "cat x" }, id: `call_${n}` } as const);
    const lines: readonly Line[] = [
      { says: [short(0)] },
      { says: [short(1)] },
      { says: [says("Done.")] },
      ({ body }) => ({
        says: takesFork ? [short(2)] : [
          { kind: "call", tool: "squeezr_expand", input: { id: idIn(body) }, id: "call_3" },
          short(2),
        ],
      }),
      ({ body }) =>
        takesFork
          ? { says: [{ ...short(3), input: { command: `ls ${body.model}` } }] }
          : { says: [says("So.")] },
    ];
    return staged(source, { lines }, async ({ client, provider, another, ups }) => {
      await client.turn("Go");
      const fork = another();
      fork.messages = [...client.messages];
      await client.turn("One way.");
      await client.turn("Well?");
      assert.equal(pairsIn(ups().at(-1)!).length, 1);
      takesFork = true;
      await fork.turn("The other way.");
      await fork.turn("Well?");
      assertTaken(provider);
      assert.equal(pairsIn(ups().at(-1)!).length, 0);
    });
  },
}, {
  point: "C3",
  says: "a plain answer to a request that is asked again does not get the old answer's pair",
  wrong: [{
    file: ECHO,
    from: 'if (said !== "" && isPlain(chain, said)) return undefined;',
    to: "",
  }],
  run: (source) => {
    let isAgain = false;
    const lines: readonly Line[] = [
      ...MUTE,
      (asked) =>
        isAgain
          ? { says: [says("Done.")] }
          : (asks() as (a: typeof asked) => ReturnType<Extract<Line, (...a: never[]) => unknown>>)(
            asked,
          ),
      { says: [says("Done.")] },
    ];
    return staged(source, { lines }, async ({ client, provider, ups }) => {
      await client.turn("Go");
      client.messages.pop();
      isAgain = true;
      await client.ask();
      await client.turn("And now?");
      assertTaken(provider);
      assert.equal(pairsIn(ups().at(-1)!).length, 0);
    });
  },
}, {
  point: "C3",
  says: "a plain answer is written down before its last bytes go down",
  wrong: [{ file: EXCHANGE, from: "if (words !== undefined) await record.plain(words);", to: "" }],
  run: (source) => {
    let isAgain = false;
    const lines: readonly Line[] = [
      () => isAgain ? { says: [says("Done.")] } : { says: [expands({ id: "none" })] },
      { says: [says("Done.")] },
    ];
    return staged(source, { lines }, async ({ client, provider, crash, ups }) => {
      client.messages.push({ role: "user", content: "Go" });
      await client.ask();
      isAgain = true;
      client.messages.pop();
      const response = await client.post();
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = ""; !text.includes('"message_stop"}\n\n');) {
        text += (await reader.read()).value;
      }
      crash();
      await reader.cancel();
      client.messages.push({ role: "assistant", content: "Done." });
      await client.turn("And now?");
      assertTaken(provider);
      assert.equal(pairsIn(ups().at(-1)!).length, 0);
    });
  },
}, {
  point: "C3",
  says: "an answer with thinking of its own does not get the pair of one that broke off",
  wrong: [{ file: ECHO, from: "calls || marks.length > 0 || ", to: "calls || " }],
  run: (source) => {
    let isAgain = false;
    const asking = asks(says("I look.")) as Extract<Line, (...a: never[]) => unknown>;
    const lines: readonly Line[] = [
      ...MUTE,
      (asked) =>
        isAgain
          ? {
            says: [
              thinks("z"),
              says("I look. And I see what there is to be seen in it, line by line."),
            ],
          }
          : asking(asked),
      {
        says: [says("It says so, and says it again, and at length, for as long as anybody reads.")],
      },
    ];
    return staged(source, { lines }, async ({ client, provider, ups }) => {
      client.messages.push({ role: "user", content: "Go" });
      for (let i = 0; i < 2; i++) {
        await client.ask();
        client.answerCalls();
      }
      await client.askUntil((seen) => seen.length > 1);
      client.messages.pop();
      isAgain = true;
      await client.askUntil((seen) =>
        seen.some(({ type, text }) => type === "text" && String(text).length > 8)
      );
      await client.turn("And now?");
      assertTaken(provider);
      assert.equal(pairsIn(ups().at(-1)!).length, 0);
    });
  },
}, {
  point: "C9",
  says:
    "hidden input is kept as the model wrote it, and what is no JSON goes back as {} with an error",
  wrong: [
    {
      file: BLOCK,
      from: `input && said.trim() !== "" ? said : "{}"`,
      to: `input && said.trim() !== "" ? JSON.stringify(JSON.parse(said)) : "{}"`,
    },
    { file: BLOCK, from: `input && said.trim() !== "" ? said : "{}"`, to: `said` },
  ],
  run: (source) => {
    const odd = `{ "id" : "none",  "lines":"1-2" , "n": 1.0 }`;
    const lines: readonly Line[] = [
      { says: [thinks("a"), runs("ls")] },
      { says: [thinks("b"), expandsRaw(odd), expandsRaw(`{"id": "ab`)] },
      { says: [thinks("c"), says("So be it.")] },
      { says: [thinks("d"), says("Yes.")] },
    ];
    return staged(source, { lines }, async ({ client, provider, restart, ups }) => {
      await client.turn("Go");
      await client.turn("And now?");
      restart();
      await client.turn("And then?");
      assertTaken(provider);
      assertGrown(ups());
      for (const { body } of provider.received.slice(2)) {
        assert.ok(new TextDecoder().decode(body).includes(odd));
      }
      const [, broken] = pairsIn(ups().at(-1)!);
      assert.deepEqual([broken.input, broken.isError], [{}, true]);
    });
  },
}, {
  point: "C11",
  says: "pairs never pass through the rules, and nothing refers to them",
  wrong: [{
    file: WALK,
    from: "results.push(item.result)",
    to: `results.push(item.result.replace(/line 3: .*?\\\\n/, ""))`,
  }],
  run: (source) => {
    const lines = [...ASKED.slice(0, 3), { says: [thinks("d"), runs("cat x")] }, {
      says: [says("So.")],
    }];
    return staged(source, { lines }, async ({ client, provider, ups }) => {
      await client.turn("Go");
      await client.turn("And now?");
      assertTaken(provider);
      assertGrown(ups());
      const last = ups().at(-1)!;
      assert.deepEqual(pairsIn(last).map(({ content }) => content), [LONG]);
      const results = fieldsIn(last.messages).flatMap(({ content }) => fieldsIn(content))
        .filter(({ type }) => type === "tool_result").map(({ content }) => content === LONG);
      // The first of the client's, the pair's, and of the others none.
      assert.deepEqual(results, [true, false, true, false]);
    });
  },
}, {
  point: "C10",
  says: "a message that was ended behind a call of ours can be counted before anybody goes on",
  wrong: [{
    file: REBUILD,
    from: "const parts = next ? all : withoutOwed(all);",
    to: "const parts = next ? all : all.slice(0, 0);",
  }],
  run: (source) => {
    const script = () => ({ says: [thinks("so"), expands({ id: "none" })] });
    return staged(source, { script, stream: false }, async ({ client, provider, ups }) => {
      await client.turn("Go");
      const response = await client.post("/v1/messages/count_tokens");
      assert.equal(response.status, 200, await response.text());
      const counted = JSON.parse(new TextDecoder().decode(provider.received.at(-1)!.body));
      assertTaken(provider);
      assertGrown([...ups(), counted]);
    });
  },
}, {
  point: "C12",
  says: "count_tokens gets what the message gets, and teaches nothing",
  wrong: [{
    file: "proxy/prepare.ts",
    from: "layouts.of(key), isPlain",
    to: `visit.purpose === "message" ? layouts.of(key) : [], isPlain`,
  }],
  run: (source) =>
    staged(source, { lines: ASKED }, async ({ client, provider, proxy, ups }) => {
      await client.turn("Go");
      client.messages.push({ role: "user", content: "And now?" });
      const before = (await statsOf(proxy)).expand;
      const response = await client.post("/v1/messages/count_tokens");
      assert.equal(response.status, 200, await response.text());
      const counted = JSON.parse(new TextDecoder().decode(provider.received.at(-1)!.body));
      assert.deepEqual((await statsOf(proxy)).expand, before);
      await client.ask();
      assertTaken(provider);
      const { messages, tools } = ups().at(-1)!;
      assert.deepEqual([counted.messages, counted.tools], [messages, tools]);
      assert.equal(pairsIn(counted).length, 1);
    }),
}, {
  point: "C13",
  says: "forks bring their anchors, also after a rewind and a restart",
  wrong: [{
    file: ECHO,
    from: "const marked = echo.marks",
    to: "const marked = echo.marks.slice(9)",
  }],
  run: (source) =>
    staged(source, { lines: ASKED }, async ({ client, provider, another, restart, ups }) => {
      await client.turn("Go");
      const fork = another();
      fork.messages = [...client.messages];
      await client.turn("One way.");
      restart();
      await fork.turn("The other way.");
      client.messages = client.messages.slice(0, -2);
      await client.turn("A third way.");
      assertTaken(provider);
      for (const up of ups().slice(4)) assert.equal(pairsIn(up).length, 1);
    }),
}, {
  point: "C13",
  says: "of two conversations with one beginning each has what was hidden in it",
  wrong: [{
    file: ECHO,
    from: 'if (said !== "" && isPlain(chain, said)) return undefined;',
    to: "",
  }],
  run: (source) => {
    let isSecond = false;
    const lines: readonly Line[] = [
      () => ({ says: isSecond ? [says("Done.")] : [thinks("a"), expands({ id: "none" })] }),
      { says: [says("Done.")] },
    ];
    return staged(source, { lines }, async ({ client, provider, another, ups }) => {
      await client.turn("Go");
      isSecond = true;
      const other = another();
      await other.turn("Go");
      await other.turn("And now?");
      assert.equal(pairsIn(ups().at(-1)!).length, 0);
      await client.turn("And now?");
      assertTaken(provider);
      assert.equal(pairsIn(ups().at(-1)!).length, 1);
    });
  },
}, {
  point: "C14",
  says: "with the ledger lost a conversation goes on raw, without the tool, and that is said",
  wrong: [
    {
      file: "proxy/owner.ts",
      from: `return { key: keyOf(conversation, "nothing"), offer: "nothing" };`,
      to: "return beginning(visit, conversation, house);",
    },
    { file: "proxy/owner.ts", from: "  tally.unknown();\n", to: "" },
    {
      file: "proxy/settle.ts",
      from: `rows, unknown: "raw", mode`,
      to: `rows, unknown: "decide", mode`,
    },
    { file: "proxy/owner.ts", from: "  log.warn(", to: "  String(" },
  ],
  run: (source) =>
    staged(source, { lines: ASKED, bound: false }, async (stage) => {
      const { client, provider, ups } = stage;
      await client.turn("Go");
      stage.restart((home) => {
        for (const end of ["", "-wal", "-shm"]) {
          rmSync(join(home, `ledger.db${end}`), { force: true });
        }
      });
      await client.turn("And now?");
      await client.turn("And then?");
      assertTaken(provider);
      const { messages, tools } = ups().at(-1)!;
      assert.deepEqual(pairsIn({ messages }), []);
      assert.deepEqual(fieldsIn(tools).map(({ name }) => name), ["bash"]);
      assert.deepEqual(messages, client.messages.slice(0, -1));
      assert.equal((await statsOf(stage.proxy)).unknown_conversations, 1);
      assert.equal(stage.proxy.log.filter((line) => /knows nothing/.test(line)).length, 1);
    }),
}, {
  point: "C14",
  says: "where the provider refuses that, its answer goes down as it is",
  wrong: [],
  run: (source) =>
    staged(source, { lines: ASKED }, async ({ client, restart }) => {
      await client.turn("Go");
      restart((home) => {
        for (const end of ["", "-wal", "-shm"]) {
          rmSync(join(home, `ledger.db${end}`), { force: true });
        }
      });
      await assert.rejects(
        client.turn("And now?"),
        /^Error: 400: .*bound to a different conversation/,
      );
    }),
}];
