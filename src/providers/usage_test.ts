/** What answers of each API say of their tokens, streamed and not. */
import assert from "node:assert/strict";
import type { Usage } from "../conversation/answer.ts";
import { anthropic } from "./anthropic/anthropic.ts";
import { gemini } from "./gemini/gemini.ts";
import { ollama } from "./ollama/ollama.ts";
import { openaiChat } from "./openai_chat/openai_chat.ts";
import { openaiResponses } from "./openai_responses/openai_responses.ts";
import type { Provider } from "./provider.ts";

type Told = Usage | undefined;

interface Case {
  readonly name: string;
  readonly provider: Provider;
  /** Events of a stream, or the whole answer. */
  readonly answer: readonly unknown[] | Readonly<Record<string, unknown>>;
  readonly says: Told;
}

function usage(
  input: number,
  output: number,
  cacheRead = 0,
  cacheWrite = 0,
  cacheWriteLong = 0,
): Usage {
  return { input, cacheRead, cacheWrite, cacheWriteLong, output };
}

const OF_PROMPT = {
  input_tokens: 52,
  cache_read_input_tokens: 21_000,
  cache_creation_input_tokens: 4500,
  cache_creation: { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 4000 },
};
const CHAT = {
  prompt_tokens: 1000,
  completion_tokens: 20,
  total_tokens: 1020,
  prompt_tokens_details: { cached_tokens: 640, cache_write_tokens: 300 },
};
const RESPONSE = {
  input_tokens: 1000,
  input_tokens_details: { cached_tokens: 896 },
  output_tokens: 20,
  output_tokens_details: { reasoning_tokens: 5 },
  total_tokens: 1020,
};
const GEMINI = {
  promptTokenCount: 5000,
  cachedContentTokenCount: 4096,
  toolUsePromptTokenCount: 10,
  candidatesTokenCount: 30,
  thoughtsTokenCount: 12,
  totalTokenCount: 5052,
};

const cases: readonly Case[] = [
  {
    name: "Anthropic, whole",
    provider: anthropic,
    answer: { type: "message", content: [], usage: { ...OF_PROMPT, output_tokens: 380 } },
    says: usage(52, 380, 21_000, 4500, 4000),
  },
  {
    name: "Anthropic, streamed: the prompt at the start, the answer's length at the end",
    provider: anthropic,
    answer: [
      { type: "message_start", message: { type: "message", usage: OF_PROMPT } },
      { type: "message_delta", delta: {}, usage: { output_tokens: 380 } },
      { type: "message_stop" },
    ],
    says: usage(52, 380, 21_000, 4500, 4000),
  },
  {
    name: "Anthropic, streamed by those who tell it all at the end",
    provider: anthropic,
    answer: [
      {
        type: "message_start",
        message: { type: "message", usage: { input_tokens: 0, output_tokens: 0 } },
      },
      { type: "message_delta", delta: {}, usage: { ...OF_PROMPT, output_tokens: 380 } },
    ],
    says: usage(52, 380, 21_000, 4500, 4000),
  },
  {
    name: "Anthropic, where the model was asked twice for one answer",
    provider: anthropic,
    answer: {
      type: "message",
      content: [],
      usage: {
        input_tokens: 7,
        output_tokens: 8,
        iterations: [
          { type: "compaction", input_tokens: 100, output_tokens: 30, cache_read_input_tokens: 9 },
          { type: "message", input_tokens: 7, output_tokens: 8, cache_creation_input_tokens: 4 },
        ],
      },
    },
    says: usage(107, 38, 9, 4),
  },
  {
    name: "Anthropic, without a word of it",
    provider: anthropic,
    answer: { type: "message", content: [] },
    says: undefined,
  },
  {
    name: "Chat, whole",
    provider: openaiChat,
    answer: { id: "c", choices: [], usage: CHAT },
    says: usage(60, 20, 640, 300),
  },
  {
    name: "Chat, streamed with include_usage: in a chunk of its own, null before",
    provider: openaiChat,
    answer: [
      { id: "c", choices: [{ delta: { content: "a" } }], usage: null },
      { id: "c", choices: [{ delta: {}, finish_reason: "stop" }], usage: null },
      { id: "c", choices: [], usage: CHAT },
    ],
    says: usage(60, 20, 640, 300),
  },
  {
    name: "Chat, streamed without include_usage",
    provider: openaiChat,
    answer: [{ id: "c", choices: [{ delta: { content: "a" }, finish_reason: "stop" }] }],
    says: undefined,
  },
  {
    name: "Responses, whole",
    provider: openaiResponses,
    answer: { object: "response", id: "r", output: [], usage: RESPONSE },
    says: usage(104, 20, 896),
  },
  {
    name: "Responses, streamed: with the event that ends it, whichever",
    provider: openaiResponses,
    answer: [
      { type: "response.created", response: { object: "response", id: "r", usage: null } },
      { type: "response.incomplete", response: { id: "r", output: [], usage: RESPONSE } },
    ],
    says: usage(104, 20, 896),
  },
  {
    name: "Gemini, whole: thoughts are paid as output",
    provider: gemini,
    answer: { candidates: [], usageMetadata: GEMINI },
    says: usage(914, 42, 4096),
  },
  {
    name: "Gemini, streamed: each chunk tells it anew",
    provider: gemini,
    answer: [
      { candidates: [], usageMetadata: { promptTokenCount: 5000, candidatesTokenCount: 1 } },
      { candidates: [], usageMetadata: GEMINI },
    ],
    says: usage(914, 42, 4096),
  },
  {
    name: "Ollama, whole",
    provider: ollama,
    answer: { done: true, prompt_eval_count: 26, eval_count: 298 },
    says: usage(26, 298),
  },
  {
    name: "Ollama, without its counts",
    provider: ollama,
    answer: { done: true },
    says: undefined,
  },
];

function heardOf({ provider, answer }: Case): Told {
  const isStream = Array.isArray(answer);
  const type = isStream ? "text/event-stream" : "application/json";
  const text = isStream
    ? answer.map((event) => `event: ${event.type ?? "message"}\ndata: ${JSON.stringify(event)}\n\n`)
      .join("")
    : JSON.stringify(answer);
  const listener = provider.listenerFor(new Headers({ "content-type": type }));
  const bytes = new TextEncoder().encode(text);
  // In two pieces, the cut anywhere.
  for (const piece of [bytes.subarray(0, 37), bytes.subarray(37)]) listener?.hear(piece);
  return listener?.end().usage;
}

for (const one of cases) {
  Deno.test(`usage of ${one.name}`, () => assert.deepEqual(heardOf(one), one.says));
}

Deno.test("usage of Ollama, streamed: on its last line", () => {
  const listener = ollama.listenerFor(new Headers({ "content-type": "application/x-ndjson" }));
  const lines = [{ done: false }, { done: true, prompt_eval_count: 26, eval_count: 298 }];
  listener?.hear(new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join("\n")));
  assert.deepEqual(listener?.end().usage, usage(26, 298));
});
