/** How requests of each API look to the bill. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BlockMemo } from "../billing/memo.ts";
import { madeAtOnce, type Prompt } from "../billing/prompt.ts";
import { anthropic } from "./anthropic/anthropic.ts";
import { gemini } from "./gemini/gemini.ts";
import { ollama } from "./ollama/ollama.ts";
import { openaiChat } from "./openai_chat/openai_chat.ts";
import { openaiResponses } from "./openai_responses/openai_responses.ts";
import type { Provider } from "./provider.ts";

function promptOf(provider: Provider, request: unknown, path?: string): Prompt {
  const asked = path === undefined ? {} : { path };
  const conversation = provider.read(Buffer.from(JSON.stringify(request)), undefined, asked)!;
  return madeAtOnce(provider.promptOf(conversation, new BlockMemo()));
}

const CACHED = { cache_control: { type: "ephemeral" } };
const FOR_LONG = { cache_control: { type: "ephemeral", ttl: "1h" } };
const WORDS = "one two three four five six seven eight nine ten";

interface Case {
  readonly provider: Provider;
  readonly path?: string;
  readonly request: unknown;
  /** Kind and tokens of each block, and `.` where it ends a message. */
  readonly blocks: readonly string[];
}

const cases: readonly Case[] = [
  {
    provider: anthropic,
    request: {
      model: "claude-opus-4-8",
      messages: [
        { role: "user", content: [{ type: "text", text: "hi" }, { type: "image", source: {} }] },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: WORDS, signature: "s".repeat(900) },
            { type: "redacted_thinking", data: "d".repeat(58) },
            { type: "tool_use", id: "toolu_1", name: "Bash", input: { command: "ls" } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_1", content: WORDS },
            { type: "text", text: WORDS, ...CACHED },
          ],
        },
      ],
      system: WORDS,
      tools: [{ name: "Bash" }],
    },
    blocks: [
      "tools 5.",
      "system 10.",
      "user 1",
      "user 1600.",
      "answer 10",
      "answer 10",
      "call 7.",
      "result 10",
      "user 10.",
    ],
  },
  {
    provider: openaiChat,
    request: {
      model: "gpt-5.1",
      messages: [
        { role: "system", content: WORDS },
        {
          role: "user",
          content: [{ type: "text", text: WORDS }, { type: "image_url", image_url: {} }],
        },
        {
          role: "assistant",
          content: null,
          tool_calls: [{
            id: "call_1",
            type: "function",
            function: { name: "ls", arguments: "{}" },
          }],
        },
        { role: "tool", tool_call_id: "call_1", content: WORDS },
      ],
      tools: [{ type: "function", function: { name: "ls" } }],
    },
    blocks: ["tools 13.", "system 10.", "user 10", "user 1100.", "call 2.", "result 10."],
  },
  {
    provider: openaiResponses,
    request: {
      model: "gpt-5.6",
      instructions: WORDS,
      input: [
        { type: "message", role: "user", content: [{ type: "input_text", text: WORDS }] },
        { type: "reasoning", encrypted_content: "e".repeat(58) },
        { type: "function_call", call_id: "call_1", name: "ls", arguments: "{}" },
        { type: "function_call_output", call_id: "call_1", output: WORDS },
      ],
    },
    blocks: ["system 10.", "user 10.", "answer 10.", "call 2.", "result 10."],
  },
  {
    provider: openaiResponses,
    request: { model: "gpt-5.6", input: WORDS },
    blocks: ["user 10."],
  },
  {
    provider: gemini,
    path: "/v1beta/models/gemini-2.5-pro:generateContent",
    request: {
      contents: [
        { role: "user", parts: [{ text: WORDS }, { inlineData: { data: "AAAA" } }] },
        { role: "model", parts: [{ functionCall: { id: "c1", name: "ls", args: {} } }] },
        {
          role: "user",
          parts: [{ functionResponse: { id: "c1", name: "ls", response: { output: WORDS } } }],
        },
      ],
      systemInstruction: { parts: [{ text: WORDS }] },
    },
    blocks: ["system 10.", "user 10", "user 1120.", "call 2.", "result 10."],
  },
  {
    provider: ollama,
    request: {
      model: "llama",
      messages: [
        { role: "user", content: WORDS, images: ["AAAA"] },
        {
          role: "assistant",
          content: "",
          tool_calls: [{ function: { name: "ls", arguments: {} } }],
        },
        { role: "tool", tool_name: "ls", content: WORDS },
      ],
    },
    blocks: ["user 10", "user 1000.", "answer 0", "call 2.", "result 10."],
  },
];

for (const { provider, path, request, blocks } of cases) {
  Deno.test(`${provider.name}: promptOf() gives what is said in order, as ${blocks.length} blocks`, () => {
    const prompt = promptOf(provider, request, path);
    const told = prompt.blocks.map(({ kind, tokens, ends }) =>
      `${kind} ${tokens}${ends ? "." : ""}`
    );
    assert.deepEqual(told, blocks);
    const result = prompt.blocks.find(({ kind }) => kind === "result");
    if (provider !== ollama && result) assert.match(result.callId!, /1$/);
  });
}

Deno.test("promptOf() knows a text again, however it is written and wherever a marker stands", () => {
  const asked = (content: unknown, mark = {}) => {
    const messages = [{ role: "user", content }];
    const { blocks } = promptOf(anthropic, {
      model: "m",
      system: [{ type: "text", text: "s", ...mark }],
      messages,
    });
    return blocks.map(({ id }) => id);
  };
  const plain = asked("hi");
  assert.deepEqual(asked([{ type: "text", text: "hi", ...CACHED }], CACHED), plain);
  assert.notDeepEqual(asked("ho"), plain);
  const result = (content: unknown) => asked([{ type: "tool_result", tool_use_id: "t", content }]);
  assert.deepEqual(result([{ type: "text", text: "hi", ...CACHED }]), result("hi"));
});

Deno.test("promptOf() reads markers and how long they ask for", () => {
  const messages = [{ role: "user", content: [{ type: "text", text: "hi", ...CACHED }] }];
  const system = [{ type: "text", text: "s", ...FOR_LONG }];
  const { blocks, automatic } = promptOf(anthropic, { system, messages, ...CACHED });
  assert.deepEqual([...blocks.map(({ mark }) => mark), automatic], ["long", "short", "short"]);
  const { automatic: none } = promptOf(anthropic, { system, messages, cache_control: null });
  assert.equal(none, undefined);
});

Deno.test("promptOf() tells OpenAI's ways of caching apart", () => {
  const asked = (more: object) =>
    promptOf(openaiResponses, { model: "gpt-6-sol", input: "hi", ...more });
  assert.equal(asked({}).automatic, "short");
  assert.equal(asked({ prompt_cache_options: { ttl: "12h" } }).automatic, "long");
  assert.equal(asked({ prompt_cache_options: { mode: "explicit" } }).automatic, undefined);
  assert.equal(asked({ prompt_cache_retention: "24h" }).automatic, "long");
  assert.equal(asked({}).caching.by, "ends");
  assert.equal(asked({ model: "gpt-5.5" }).caching.by, "steps");
  assert.equal(asked({ model: "anthropic/claude-opus-5" }).caching.by, "marks");
  assert.equal(asked({ model: "anthropic/claude-opus-5" }).automatic, undefined);
  assert.notEqual(asked({ reasoning: { effort: "low" } }).scope, asked({}).scope);
  assert.equal(asked({ service_tier: "flex" }).tier, "batch");
});

Deno.test("promptOf() keeps messages apart by how Anthropic's model is to think, and nothing before them", () => {
  const asked = (more: object) =>
    promptOf(anthropic, {
      model: "m",
      system: "s",
      messages: [{ role: "user", content: "hi" }],
      ...more,
    });
  const [one, other] = [asked({}), asked({ thinking: { type: "adaptive" } })];
  assert.equal(other.blocks[0].id, one.blocks[0].id);
  assert.notEqual(other.blocks[1].id, one.blocks[1].id);
  assert.equal(other.scope, one.scope);
  assert.notEqual(asked({ speed: "fast" }).scope, one.scope);
});

Deno.test("promptOf() takes over what it made before, and looks at nothing twice", () => {
  const message = (content: string) => ({ role: "user", content });
  const bodyOf = (...texts: string[]) =>
    Buffer.from(JSON.stringify({ model: "m", system: "s", messages: texts.map(message) }));
  const memo = new BlockMemo();
  const first = anthropic.read(bodyOf("one", "two"))!;
  const second = anthropic.read(bodyOf("one", "two", "three"), first)!;
  const [before, after] = [first, second].map((said) => madeAtOnce(anthropic.promptOf(said, memo)));
  before.blocks.forEach((block, i) => assert.equal(after.blocks[i], block));
  assert.deepEqual(
    after,
    madeAtOnce(anthropic.promptOf(anthropic.read(second.body)!, new BlockMemo())),
  );
});

Deno.test("promptOf() makes something of what no API would take", () => {
  const odd = [
    {
      messages: [{}, 1, "x", [], { role: "user", content: 5 }, {
        role: "user",
        content: [[], 1, {}],
      }],
    },
    { input: [{}, 1, { type: "message", content: {} }, { type: "function_call" }] },
    { contents: [{}, 1, { parts: [1, {}, { functionCall: 1 }, { functionResponse: [] }] }] },
  ];
  for (const provider of [anthropic, openaiChat, openaiResponses, gemini, ollama]) {
    for (const request of odd) {
      const conversation = provider.read(Buffer.from(JSON.stringify({ ...request, tools: 1 })));
      if (conversation) madeAtOnce(provider.promptOf(conversation, new BlockMemo()));
    }
  }
});
