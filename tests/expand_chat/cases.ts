import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import type { Case, Source } from "../expand/case.ts";
import { streamedIn } from "./client.ts";
import { pairsIn, type Scene, scene, type Setting } from "./scene.ts";
import type { Script } from "./provider.ts";
import { BASH, expands, type Line, OURS, OUTPUT, runs, scriptOf } from "./words.ts";

const CHAT = "providers/openai_chat/expand";
const SHARED = "providers/chat";
const STREAM = `${CHAT}/stream.ts`;
const WHOLE = `${CHAT}/whole.ts`;
const REBUILD = `${SHARED}/rebuild.ts`;
const EXPAND = `${CHAT}/expand.ts`;
const CHUNK = `${CHAT}/chunk.ts`;
const BLOCK = `${SHARED}/block.ts`;
const TURNS = `${SHARED}/turns.ts`;
const SPEECH = `${CHAT}/speech.ts`;
const MESSAGE = `${SHARED}/message.ts`;
const WORDS = `${CHAT}/words.ts`;
const THOUGHT = `${SHARED}/thought.ts`;
const TOOLS = `${SHARED}/tools.ts`;

const asks = (text?: string): Line => (id) => ({ thought: "i ", text, calls: [expands({ id })] });
const NEXT: Line = { text: "Bye." };

/** Plays two turns, of which the second shows whether the first was put back. */
const twoTurns = (
  source: Source,
  setting: Setting,
  look: (scene: Scene, answer: Awaited<ReturnType<Scene["client"]["turn"]>>) => void,
) =>
  scene(source, setting, async (scene) => {
    const answer = await scene.client.turn("Go");
    scene.restart();
    await scene.client.turn("And?");
    look(scene, answer);
  });

/** Tools as they went up. */
const toolsOf = ({ provider }: Scene) =>
  provider.received.map(({ body }) => (body.tools as Fields[]).map(nameOf));
const nameOf = (tool: Fields) => (tool.function as Fields | null)?.name;

/** A tool of some servers that is no function. */
const SEARCH = { type: "web_search", function: null };

const offered: readonly (readonly [string, Fields, boolean])[] = [
  ["without a choice", {}, true],
  ["with the choice auto", { tool_choice: "auto" }, true],
  ["with the choice none, for one answer", { tool_choice: "none", n: 1 }, true],
  ["with no choice and no number", { tool_choice: null, n: null }, true],
  ["with a forced call", { tool_choice: "required" }, false],
  ["with a forced tool", { tool_choice: { type: "function", function: { name: "bash" } } }, false],
  ["for several answers", { n: 2 }, false],
  ["beside searches of the server's", { tools: [SEARCH, SEARCH] }, false],
  [
    "beside a tool of that name",
    { tools: [BASH, { type: "function", function: { name: OURS } }] },
    false,
  ],
];

const wrongOffers: Record<string, Case["wrong"]> = {
  "with the choice auto": [{ file: EXPAND, from: 'textOf(choice) === "auto" || ', to: "" }],
  "with no choice and no number": [
    { file: EXPAND, from: ' || kindOf(choice) === "null"', to: "" },
  ],
  "with a forced call": [{
    file: EXPAND,
    from: 'return textOf(choice) === "auto" || textOf(choice) === "none";',
    to: "return textOf(choice) !== undefined;",
  }],
  "with a forced tool": [{
    file: EXPAND,
    from: 'return textOf(choice) === "auto" || textOf(choice) === "none";',
    to: "return true;",
  }],
  "for several answers": [{ file: EXPAND, from: "?? 1) > 1;", to: "?? 1) > 2;" }],
  "beside searches of the server's": [{ file: TOOLS, from: "?? []", to: '?? ""' }],
  "beside a tool of that name": [{ file: EXPAND, from: "!names.includes(TOOL_NAME) && ", to: "" }],
};

const offers: Case[] = offered.map(([when, more, isOffered]) => ({
  point: "B3",
  says: `the tool ${isOffered ? "is" : "is not"} offered ${when}`,
  run: (source) =>
    scene(source, { more, script: () => ({ text: "Hi." }), stream: false }, async (scene) => {
      await (await scene.client.post()).text().catch(() => {});
      scene.client.messages.push({ role: "user", content: "Go" });
      scene.provider.received.length = 0;
      await (await scene.client.post()).text();
      const own = more.tools ? 2 : 1;
      assert.deepEqual(toolsOf(scene).map(({ length }) => length - own), [isOffered ? 1 : 0]);
      if (isOffered) assert.equal(toolsOf(scene)[0].at(-1), OURS);
    }),
  wrong: wrongOffers[when] ?? [{ file: EXPAND, from: "behindLast(tools, TOOL)", to: "" }],
}));

/** Streamed and whole. */
const both = (make: (stream: boolean) => Case): Case[] => [make(true), make(false)];

const rounds: Case[] = [
  ...both((stream) => ({
    point: "D2",
    says: `a call of ours alone is answered, and the model goes on, ${
      stream ? "streamed" : "whole"
    }`,
    run: (source) =>
      twoTurns(source, { lines: [asks("I look. "), { text: "It says so." }, NEXT], stream }, (
        { provider },
        { message, finish, usage, id },
      ) => {
        assert.equal(message.content, "I look. It says so.");
        assert.deepEqual([finish, message.tool_calls], ["stop", undefined]);
        assert.equal(id, "chatcmpl-of-request-2");
        if (!stream) {
          assert.deepEqual([usage?.prompt_tokens, usage?.completion_tokens, usage?.total_tokens], [
            4000,
            4 + 8,
            4012,
          ]);
        }
        const [[, given]] = pairsIn(provider.ups.at(-1)!);
        assert.equal(given, OUTPUT);
      }),
    wrong: stream
      ? [
        { file: STREAM, from: "this.#isSplicing ||= call.isOurs;", to: "" },
        { file: STREAM, from: "JSON.stringify(this.#id);", to: 'rawOf(field(root, "id")!);' },
        { file: STREAM, from: "if (isEnd) this.#ends.push(chunk);", to: "" },
        { file: STREAM, from: "this.#speech = new Speech();\n    this.#ends", to: "this.#ends" },
        { file: STREAM, from: "if (isEmpty || ", to: "if (" },
      ]
      : [
        {
          file: WHOLE,
          from: 'replacing([\n      [field(root, "id"), JSON.stringify(id ?? "")],',
          to: "replacing([",
        },
        { file: WHOLE, from: '...usageEdits(field(root, "usage"), tokens),', to: "" },
        { file: MESSAGE, from: "joined(texts)", to: "texts.at(-1)!" },
        { file: CHUNK, from: "`${prompt + tokens}`", to: "`${tokens}`" },
      ],
  })),
  ...both((stream) => ({
    point: "D2",
    says: `beside calls of the client's the message ends, ${stream ? "streamed" : "whole"}`,
    run: (source) => {
      const mixed: Line = (id) => ({
        text: "Both.",
        calls: [runs("a"), expands({ id }), runs("b")],
      });
      return twoTurns(source, { lines: [mixed, { text: "Ok." }, NEXT], stream }, ({ provider }) => {
        const messages = provider.ups.at(-1)!;
        const at = messages.findIndex(({ content }) => content === "Both.");
        const roles = messages.slice(at, at + 5).map(({ role }) => role);
        assert.deepEqual(roles, ["assistant", "tool", "tool", "tool", "assistant"]);
        assert.equal(messages[at + 3].tool_call_id, pairsIn(messages)[0][0].id);
      });
    },
    wrong: stream
      ? [
        {
          file: STREAM,
          from: "const index = isRenumbered ? this.#next : call.index ?? this.#next;",
          to: "const index = call.index ?? this.#next;",
        },
        { file: REBUILD, from: 'owed.join(",") : `,${owed}`', to: 'owed.join(",") : ""' },
        {
          file: REBUILD,
          from: "const { end } = messages[turn + 1 + result];",
          to: "const { end } = messages[turn + result];",
        },
        { file: STREAM, from: "fragments.filter(({ call }) => !call.isOurs)", to: "fragments" },
      ]
      : [
        {
          file: "providers/expanding/whole.ts",
          from: "blocks.filter(({ call }) => call === undefined)",
          to: "blocks",
        },
        { file: BLOCK, from: 'isClientCall: type === "call"', to: "isClientCall: false" },
      ],
  })),
  ...both((stream) => ({
    point: "D3",
    says: `several calls of ours are answered in their order, ${stream ? "streamed" : "whole"}`,
    run: (source) => {
      const several: Line = (id) => ({
        calls: [expands({ id, lines: "3" }), expands({ id, lines: "2" })],
      });
      return twoTurns(
        source,
        { lines: [several, { text: "Ok." }, NEXT], stream },
        ({ provider }) => {
          const given = pairsIn(provider.ups.at(-1)!).map(([, text]) => String(text).slice(0, 6));
          assert.deepEqual(given, ["row 2:", "row 1:"]);
        },
      );
    },
    wrong: [
      { file: TURNS, from: "[said, ...results].join", to: "[said, ...results.slice(1)].join" },
      { file: BLOCK, from: 'key === "index"', to: 'key === "x"' },
    ].slice(0, 1),
  })),
  ...both((stream) => ({
    point: "D2",
    says: `calls of ours are answered whatever the reason to stop is called, ${
      stream ? "streamed" : "whole"
    }`,
    run: (source) => {
      const lines: Line[] = [
        (id) => ({ calls: [expands({ id })], finish: "stop" }),
        (id) => ({ calls: [expands({ id })], finish: "function_call" }),
        { text: "Ok." },
        NEXT,
      ];
      return twoTurns(source, { lines, stream }, ({ provider }, { message }) => {
        assert.equal(message.content, "Ok.");
        assert.equal(pairsIn(provider.ups.at(-1)!).length, 2);
      });
    },
    wrong: [{
      file: WORDS,
      from: '? "other" : "calls";',
      to: '|| reason === "stop" ? "other" : "calls";',
    }],
  })),
  ...both((stream) => ({
    point: "D5",
    says: `an answer that was cut off is handed on as it is, ${stream ? "streamed" : "whole"}`,
    run: (source) => {
      const cut: Line = () => ({
        text: "I look.",
        calls: [[OURS, '{"id": "ab']],
        finish: "length",
      });
      return twoTurns(
        source,
        { lines: [cut, NEXT], stream },
        ({ provider }, { message, finish }) => {
          assert.deepEqual([message.content, finish], ["I look.", "length"]);
          assert.equal(pairsIn(provider.ups.at(-1)!).length, 0);
        },
      );
    },
    // What is let go was said all the same, so this history is another one than that which was sent.
    wrong: [{ file: WORDS, from: 'if (reason === "length") return "length";', to: "" }],
  })),
  ...both((stream) => ({
    point: "D4",
    says: `where nothing is visible there is a text of ours, and it is left out again, ${
      stream ? "streamed" : "whole"
    }`,
    run: (source) =>
      scene(
        source,
        { lines: [asks(), { text: "" }, NEXT], stream },
        async ({ client, provider }) => {
          const { message } = await client.turn("Go");
          assert.equal(message.content, "(Nothing more to say.)");
          client.messages.push({ role: "user", content: "And?" });
          await client.post().then((response) => response.text());
          const up = provider.ups.at(-1)!;
          assert.doesNotMatch(JSON.stringify(up), /Nothing more/);
          assert.equal(pairsIn(up).length, 1);
        },
      ),
    wrong: [
      stream
        ? { file: STREAM, from: "shown === 0 && last ?", to: "shown < 0 && last ?" }
        : { file: MESSAGE, from: "const content = isNothing", to: "const content = !isNothing" },
      {
        file: REBUILD,
        from: "if (!isSilent || !isFiller(block.words)) walk.add(block);",
        to: "walk.add(block);",
      },
    ],
  })),
  ...both((stream) => ({
    point: "D7",
    says: `after 12 rounds the message ends, ${stream ? "streamed" : "whole"}`,
    run: (source) => {
      const lines: Line[] = Array.from({ length: 20 }, () => asks("x"));
      return scene(source, { lines, stream }, async ({ client, provider }) => {
        const { message, finish } = await client.turn("Go");
        assert.deepEqual([message.content, finish], ["x".repeat(12), "stop"]);
        assert.equal(provider.received.length, 14);
      });
    },
    wrong: [
      stream
        ? {
          file: STREAM,
          from: '[isForced ? field(choice, "finish_reason") : undefined, \'"stop"\'],',
          to: "",
        }
        : {
          file: WHOLE,
          from: '[isForced ? field(choice, "finish_reason") : undefined, \'"stop"\'],',
          to: "",
        },
    ],
  })),
  ...both((stream) => ({
    point: "C9",
    says: `arguments that are no JSON go back as {}, with an error, ${
      stream ? "streamed" : "whole"
    }`,
    run: (source) => {
      const lines: Line[] = [
        { text: "I.", calls: [[OURS, '{"id": nonsense']] },
        { text: "Ok." },
        NEXT,
      ];
      return scene(source, { lines, stream }, async ({ client, provider }) => {
        client.messages.push({ role: "user", content: "Go" });
        await client.ask();
        client.messages.push({
          role: "tool",
          tool_call_id: callsIn(client.messages)[0],
          content: OUTPUT,
        });
        await client.ask();
        client.messages.push({
          role: "tool",
          tool_call_id: callsIn(client.messages)[1],
          content: OUTPUT,
        });
        await client.post().then((response) => response.text());
        const [call] = callsOf(provider.ups.at(-1)!).slice(-1);
        assert.deepEqual(call.function, { name: OURS, arguments: "{}" });
        // The provider knows what it said.
        provider.received.length = 0;
      });
    },
    wrong: [{ file: WORDS, from: 'isReadable && said.trim() !== "" ? said : "{}"', to: "said" }],
  })),
  ...both((stream) => ({
    point: "A2",
    says: `a continuation that fails is handed on as it failed, ${stream ? "streamed" : "whole"}`,
    run: (source) =>
      scene(source, { lines: [asks("I look."), { status: 503 }], stream }, async ({ client }) => {
        client.messages.push({ role: "user", content: "Go" });
        for (let nth = 0; nth < 2; nth++) {
          await client.ask();
          const id = callsIn(client.messages)[nth];
          client.messages.push({ role: "tool", tool_call_id: id, content: OUTPUT });
        }
        const response = await client.post();
        const text = await response.text();
        assert.equal(response.status, stream ? 200 : 503);
        assert.match(text, /"error":\{"message":"The model is not there"/);
        assert.doesNotMatch(text, /\[DONE\]|"finish_reason":"/);
      }),
    wrong: [
      stream ? { file: EXPAND, from: "? said\n", to: '? "{}"\n' } : {
        file: "proxy/expand.ts",
        from: "if (!isLike(answer, first)) return { answer };",
        to: "",
      },
    ],
  })),
];

const doors: Case[] = [
  ["gemini", "/v1beta/openai/chat/completions", "gemini: [gemini, openaiChat,", "gemini: [gemini,"],
  ["ollama", "/to/ollama/v1/chat/completions", "ollama: [ollama, openaiChat,", "ollama: [ollama,"],
].map(([api, path, from, to]) => ({
  point: "D2",
  says: `the Chat path of ${api} is a path like others`,
  run: (source) =>
    twoTurns(
      source,
      { lines: [asks("I look. "), { text: "I see." }, NEXT], path },
      ({ provider }) => {
        assert.equal(pairsIn(provider.ups.at(-1)!).length, 1);
        assert.equal(new Set(provider.received.map(({ url }) => url)).size, 1);
      },
    ),
  wrong: [{ file: "providers/list.ts", from, to }],
}));

const tooLong: Case[] = both((stream) => ({
  point: "D8",
  says: `an original that does not fit is asked for in parts, ${stream ? "streamed" : "whole"}`,
  run: (source) => {
    const refuse = scriptOf([asks("I look. "), { text: "I see." }, NEXT]);
    const script: Script = (messages, nth) => nth === 3 ? { status: 400 } : refuse(messages, nth);
    return twoTurns(source, { script, stream }, ({ provider }, { message }) => {
      assert.equal(message.content, "I look. I see.");
      const [[, given]] = pairsIn(provider.ups.at(-1)!);
      assert.match(String(given), /does not fit/);
    });
  },
  wrong: [{
    file: "providers/expanding/ending.ts",
    from: "outcome.retell(redeemBy(answer, resultOf))",
    to: "({ layout, turn: outcome.turn })",
  }, {
    file: "providers/expanding/message.ts",
    from: "this.#rounds[this.#rounds.length - 1] = other.map(({ item }) => item);",
    to: "",
  }],
}));

function callsOf(messages: readonly Fields[]): Fields[] {
  return messages.flatMap(({ tool_calls }) => tool_calls as Fields[] ?? []);
}

function callsIn(messages: readonly Fields[]): unknown[] {
  return callsOf(messages).map(({ id }) => id);
}

const streams: Case[] = [
  {
    point: "D1",
    says: "without a call of ours the stream is what came, byte for byte",
    run: async (source) => {
      for (const largest of [1, 3, 1000]) {
        const lines: Line[] = [{
          thought: "x ",
          text: "Wörds — and more.",
          calls: [runs("a"), runs("b")],
        }];
        for (const include_usage of [false, true]) {
          const more = { stream_options: { include_usage } };
          await scene(source, { lines, more, largest }, async ({ client, provider }) => {
            client.messages.push({ role: "user", content: "Go" });
            const seen = await (await client.post()).text();
            const direct = await provider.fetch(
              new Request("http://x", {
                method: "POST",
                body: JSON.stringify(provider.received[0].body),
              }),
            );
            const came = await direct.text();
            assert.equal(
              seen,
              came.replaceAll("request-1", "request-0").replaceAll("request_1", "request_0")
                .replaceAll("1700000001", "1700000000").replace(
                  /"usage":\{.*?\}\}/,
                  seen.match(/"usage":\{.*?\}\}/)?.[0] ?? "",
                ),
            );
          });
        }
      }
    },
    wrong: [
      { file: STREAM, from: "if (!this.#isSplicing) return [frame.raw];", to: "" },
      {
        file: STREAM,
        from: 'if (!this.#isSplicing) return "raw" in end ? [end.raw] : [];',
        to: "",
      },
    ],
  },
  {
    point: "D1",
    says: "usage stands at the end where it was asked for, summed, and nowhere else",
    run: async (source) => {
      for (const include_usage of [true, false]) {
        const more = { stream_options: { include_usage } };
        await twoTurns(
          source,
          { lines: [asks(), { text: "Ok." }, NEXT], more },
          ({ provider }, { usage }) => {
            assert.equal(usage?.completion_tokens, include_usage ? 4 + 8 : undefined);
            assert.equal(usage?.prompt_tokens, include_usage ? 4000 : undefined);
            for (const { body } of provider.received) {
              assert.deepEqual(body.stream_options, { include_usage });
            }
          },
        );
      }
    },
    wrong: [
      { file: STREAM, from: "...usageEdits(usage, tokens),", to: "" },
      {
        file: STREAM,
        from: "if (chunk.choice === undefined && chunk.usage) return this.#ended(chunk);",
        to: "",
      },
    ],
  },
  {
    point: "D1",
    says: "a chunk with words, calls of both and the end in it is taken apart",
    run: (source) => {
      const mixed: Line = (id) => ({ text: "Both.", calls: [expands({ id }), runs("a")] });
      const lines: Line[] = [asks("Now "), mixed, { text: "Ok." }, NEXT];
      return twoTurns(source, { lines, inLumps: true }, ({ client, provider }) => {
        assert.ok(client.messages.some(({ content }) => content === "Now Both."));
        assert.equal(pairsIn(provider.ups.at(-1)!).length, 2);
      });
    },
    wrong: [
      {
        file: STREAM,
        from: '[[field(choice, "finish_reason"), "null"], [usage, "null"]] as const',
        to: "[]",
      },
      { file: STREAM, from: '[delta, "{}"],', to: "" },
      {
        file: CHUNK,
        from: 'membersBut(delta, ["tool_calls", ...but])',
        to: "membersBut(delta, [])",
      },
    ],
  },
  {
    point: "D1",
    says: "calls with one index, told apart by their ids, are calls of their own",
    run: async (source) => {
      const { StreamSplicer } = await source.module<
        {
          StreamSplicer:
            typeof import("../../src/providers/openai_chat/expand/stream.ts").StreamSplicer;
        }
      >(STREAM);
      const splicer = new StreamSplicer(() => ({ text: "given", isError: false }));
      const call = (id: string, name: string) =>
        chunk({
          tool_calls: [{ index: 0, id, type: "function", function: { name, arguments: "{}" } }],
        });
      const { down } = splicer.take(bytes(
        chunk({ role: "assistant", content: "" }) + call("a", OURS) + call("b", "bash") +
          call("c", "bash") +
          chunk({}, "tool_calls") + "data: [DONE]\n\n",
      ));
      const ending = splicer.end();
      assert.equal(ending.kind, "done");
      const text = down.concat(ending.kind === "done" ? ending.down : []).map(textOf).join("");
      const calls = streamedIn(text).message.tool_calls as Fields[];
      assert.deepEqual(calls.map(({ id }) => id), ["b", "c"]);
    },
    wrong: [{
      file: SPEECH,
      from: "isAnother && toolIn(fragment) !== undefined",
      to: "call === undefined",
    }],
  },
  {
    point: "D1",
    says: "a stream without a blank line at its end is read to its end",
    run: async (source) => {
      const { StreamSplicer } = await source.module<
        {
          StreamSplicer:
            typeof import("../../src/providers/openai_chat/expand/stream.ts").StreamSplicer;
        }
      >(STREAM);
      const splicer = new StreamSplicer(() => ({ text: "given", isError: false }));
      const call = {
        index: 0,
        id: "a",
        type: "function",
        function: { name: OURS, arguments: "{}" },
      };
      splicer.take(bytes(chunk({ tool_calls: [call] }) + chunk({}, "tool_calls").trimEnd()));
      assert.equal(splicer.end().kind, "go_on");
    },
    wrong: [{
      file: STREAM,
      from: "const late = rest.length > 0",
      to: "const late = rest.length < 0",
    }],
  },
];

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const chunk = (delta: Fields, finish_reason: string | null = null) =>
  `data: ${
    JSON.stringify({ id: "chatcmpl-1", choices: [{ index: 0, delta, finish_reason }] })
  }\n\n`;

const echoes: Case[] = [
  {
    point: "C7",
    says: "words of several rounds that the client has as one text are split where they met",
    run: (source) =>
      twoTurns(source, {
        lines: [asks("One. "), asks("Two.\n"), { text: "Three." }, NEXT],
        inParts: true,
      }, ({ provider }) => {
        const said = provider.ups.at(-1)!.filter(({ role }) => role === "assistant").slice(2, 5);
        assert.deepEqual(said.map(({ content }) => content), [
          "One. ",
          "Two.\n",
          [{ type: "text", text: "Three." }],
        ]);
      }),
    wrong: [
      {
        file: REBUILD,
        from: "words: text === undefined ? undefined : wordsOf(text),",
        to: "words: undefined,",
      },
      {
        file: REBUILD,
        from: 'raw.startsWith(\'"\') ? `{"type":"text","text":${raw}}` : raw',
        to: "raw",
      },
    ],
  },
  {
    point: "C7",
    says: "words with other white space go back as they were said",
    run: (source) =>
      scene(
        source,
        { lines: [asks("One.\n\n"), { calls: [runs("a")] }, NEXT] },
        async ({ client, provider }) => {
          client.messages.push({ role: "user", content: "Go" });
          for (let nth = 0; nth < 3; nth++) {
            await client.ask();
            const said = client.messages.pop()!;
            client.messages.push(
              said.content ? { ...said, content: String(said.content).trim() } : said,
            );
            client.messages.push({
              role: "tool",
              tool_call_id: callsIn(client.messages)[nth],
              content: OUTPUT,
            });
          }
          await client.ask();
          assert.ok(provider.ups.at(-1)!.some(({ content }) => content === "One.\n\n"));
        },
      ),
    wrong: [{
      file: REBUILD,
      from: 'stored?.kind === "visible" && stored.raw ? stored.raw : JSON.stringify(said)',
      to: "JSON.stringify(said)",
    }],
  },
  {
    point: "C5",
    says: "an answer that broke off in a later round is rebuilt as far as it came",
    run: (source) =>
      scene(
        source,
        { lines: [asks("One. "), { text: "Two and three." }, NEXT] },
        async ({ client, provider }) => {
          await client.turn("Go");
          const said = client.messages.pop()!;
          client.messages.push({ ...said, content: "One. Two and" }, {
            role: "user",
            content: "Go on",
          });
          await client.ask();
          const up = provider.ups.at(-1)!;
          assert.deepEqual(up.slice(-4).map(({ content }) => content), [
            "One. ",
            OUTPUT,
            "Two and",
            "Go on",
          ]);
        },
      ),
    wrong: [{
      file: "providers/expanding/walk.ts",
      from: "else this.#addAt(rest.index, block);",
      to: "",
    }],
  },
  {
    point: "A2",
    says: "thinking goes back into the rounds that it was thought in",
    run: (source) => {
      const lines: Line[] = [asks("One. "), { thought: "j ", text: "Two.", calls: [runs("a")] }, {
        text: "Ok.",
      }, NEXT];
      return scene(source, { lines }, async ({ client, provider }) => {
        await client.turn("Go");
        const thoughts = provider.ups.at(-1)!.flatMap(({ reasoning_content }) =>
          reasoning_content ?? []
        );
        assert.deepEqual(thoughts, ["a ", "b ", "i ", "j "]);
      });
    },
    wrong: [
      { file: THOUGHT, from: "!wordsOf(text).startsWith(words)", to: "true" },
      { file: TURNS, from: 'thought ? `,${thought.slice(1, -1)}` : ""', to: '""' },
    ],
  },
  {
    point: "C4",
    says: "what else the client writes in a message stays",
    run: (source) =>
      scene(
        source,
        { lines: [asks("One. "), { text: "Two." }, NEXT] },
        async ({ client, provider }) => {
          await client.turn("Go");
          const said = client.messages.pop()!;
          client.messages.push({ name: "me", ...said, audio: null }, {
            role: "user",
            content: "Go on",
          });
          await client.ask();
          const [, , message] = provider.ups.at(-1)!.filter(({ role }) => role === "assistant")
            .slice(1);
          assert.deepEqual(message, {
            name: "me",
            role: "assistant",
            content: "Two.",
            audio: null,
          });
        },
      ),
    wrong: [{
      file: REBUILD,
      from: ": rawOf(value);\n    return raw",
      to: ": undefined;\n    return raw",
    }],
  },
];

/** Every rule of this API as an example, and what breaks it. */
export const cases: readonly Case[] = [
  ...offers,
  ...rounds,
  ...doors,
  ...tooLong,
  ...streams,
  ...echoes,
];
