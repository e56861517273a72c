/** What every reader of an API owes, on small requests of each. */
import assert from "node:assert/strict";
import { textAt } from "../json/spans.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { gemini } from "./gemini/gemini.ts";
import { providerOf } from "./list.ts";
import { ollama } from "./ollama/ollama.ts";
import { openaiChat } from "./openai_chat/openai_chat.ts";
import { openaiResponses } from "./openai_responses/openai_responses.ts";
import type { Provider } from "./provider.ts";

/** A tool's call and what it gave back, told in every way that an API knows. */
interface Case {
  readonly name: string;
  readonly provider: Provider;
  readonly body: unknown;
  /** Tool, command and text of each block. */
  readonly blocks: readonly (readonly [tool: string, command: string, text: string])[];
  /** Whether the ids or signatures in it tell the conversation from others. */
  readonly marks: number;
}

const ID = "call_0123456789abcdef";
const ARGUMENTS = '{"command":"ls -l"}';

const cases: readonly Case[] = [
  {
    name: "Chat: a tool message with a string",
    provider: openaiChat,
    body: {
      model: "m",
      messages: [
        { role: "user", content: "hi" },
        {
          role: "assistant",
          content: null,
          tool_calls: [{
            id: ID,
            type: "function",
            function: { name: "bash", arguments: ARGUMENTS },
          }],
        },
        { role: "tool", tool_call_id: ID, content: "out\u00e9" },
      ],
    },
    blocks: [["bash", "ls -l", "out\u00e9"]],
    marks: 1,
  },
  {
    name: "Chat: parts, a custom tool, and an old function",
    provider: openaiChat,
    body: {
      messages: [
        {
          role: "assistant",
          tool_calls: [{ id: ID, type: "custom", custom: { name: "shell", input: "make" } }],
        },
        {
          role: "tool",
          tool_call_id: ID,
          content: [{ type: "text", text: "one" }, { type: "text", text: "two" }],
        },
        { role: "assistant", function_call: { name: "bash", arguments: ARGUMENTS } },
        { role: "function", name: "bash", content: "old" },
      ],
    },
    blocks: [["shell", "make", "one"], ["shell", "make", "two"], ["bash", "ls -l", "old"]],
    marks: 1,
  },
  {
    name: "Responses: a function's output as a string and as a list",
    provider: openaiResponses,
    body: {
      input: [
        { type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] },
        { type: "reasoning", id: "rs_1", encrypted_content: "gAAAA" },
        { type: "function_call", call_id: ID, name: "exec", arguments: ARGUMENTS },
        { type: "function_call_output", call_id: ID, output: "out" },
        { type: "function_call", call_id: `${ID}2`, name: "exec", arguments: '{"cmd":"pwd"}' },
        {
          type: "function_call_output",
          call_id: `${ID}2`,
          output: [{ type: "input_text", text: "listed" }, {
            type: "input_image",
            image_url: "data:,",
          }],
        },
      ],
    },
    blocks: [["exec", "ls -l", "out"], ["exec", "pwd", "listed"]],
    marks: 3,
  },
  {
    name: "Responses: custom tools and shells",
    provider: openaiResponses,
    body: {
      input: [
        { type: "custom_tool_call", call_id: ID, name: "apply_patch", input: "*** Begin Patch" },
        { type: "custom_tool_call_output", call_id: ID, output: "Done" },
        {
          type: "local_shell_call",
          call_id: `${ID}2`,
          action: { type: "exec", command: ["bash", "-lc", "ls"] },
        },
        { type: "local_shell_call_output", call_id: `${ID}2`, output: '{"output":"a"}' },
        { type: "shell_call", call_id: `${ID}3`, action: { commands: ["ls", "pwd"] } },
        {
          type: "shell_call_output",
          call_id: `${ID}3`,
          output: [{ stdout: "a", stderr: "b", outcome: { type: "exit", exit_code: 0 } }],
        },
      ],
    },
    blocks: [
      ["apply_patch", "*** Begin Patch", "Done"],
      ["shell", "ls", "a"],
      ["shell", "ls\npwd", "a"],
      ["shell", "ls\npwd", "b"],
    ],
    marks: 3,
  },
  {
    name: "Responses: items that the server keeps, named by their ids",
    provider: openaiResponses,
    body: {
      input: [
        { role: "user", content: "hi" },
        { type: "item_reference", id: `fc_${ID}` },
        { type: "function_call_output", call_id: ID, output: "out" },
      ],
    },
    blocks: [["", "", "out"]],
    marks: 1,
  },
  {
    name: "Gemini: string leaves of a response, calls with and without ids",
    provider: gemini,
    body: {
      contents: [
        { role: "user", parts: [{ text: "hi" }] },
        {
          role: "model",
          parts: [
            {
              functionCall: { id: ID, name: "shell", args: { command: "ls" } },
              thoughtSignature: "c2ln",
            },
            { functionCall: { name: "read_file", args: { file_path: "a.ts" } } },
          ],
        },
        {
          role: "user",
          parts: [
            { functionResponse: { id: ID, name: "shell", response: { output: "one", n: 1 } } },
            {
              functionResponse: { name: "read_file", response: { lines: ["two", { x: "three" }] } },
            },
          ],
        },
      ],
    },
    blocks: [
      ["shell", "ls", "one"],
      ["read_file", "a.ts", "two"],
      ["read_file", "a.ts", "three"],
    ],
    marks: 2,
  },
  {
    name: "Ollama: tool messages without ids",
    provider: ollama,
    body: {
      messages: [
        {
          role: "assistant",
          content: "",
          tool_calls: [
            { function: { name: "shell", arguments: { command: "ls" } } },
            { function: { name: "read", arguments: { path: "a.ts" } } },
          ],
        },
        { role: "tool", tool_name: "read", content: "text" },
        { role: "tool", tool_name: "shell", content: "a" },
      ],
    },
    blocks: [["read", "a.ts", "text"], ["shell", "ls", "a"]],
    marks: 0,
  },
];

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const seen = ({ blocks, body }: Conversation) =>
  blocks.map(({ call, place }) => [call.tool, call.command, textAt(body, place)]);

for (const { name, provider, body, blocks, marks } of cases) {
  Deno.test(`${name}: every text of a result is found, with its call`, () => {
    const conversation = provider.read(bytesOf(body))!;
    assert.deepEqual(seen(conversation), blocks);
    assert.equal(conversation.turns.flatMap(({ said }) => said.marks).length, marks);
  });

  Deno.test(`${name}: what is read again is taken over, and says the same`, () => {
    const earlier = provider.read(bytesOf(body));
    const spaced = new TextEncoder().encode(JSON.stringify(body).replace(/}$/, ', "x": 1}'));
    const { chain, blocks } = provider.read(spaced, earlier)!;
    assert.deepEqual(chain, earlier!.chain);
    assert.deepEqual(blocks, provider.read(spaced)!.blocks);
  });
}

Deno.test("what is no request of an API is not read", () => {
  for (const { provider } of cases) {
    for (
      const text of ["", "{", "[]", "{}", '{"messages":1}', '{"input":{}}', '{"contents":"x"}']
    ) {
      assert.equal(provider.read(new TextEncoder().encode(text)), undefined, text);
    }
  }
});

Deno.test("results without ids are named by which of the equal texts they are", () => {
  const tool = (content: string) => ({ role: "tool", tool_name: "t", content });
  const anchors = (texts: readonly string[]) =>
    ollama.read(bytesOf({ messages: texts.map(tool) }))!.blocks.map(({ anchor }) => anchor);
  assert.deepEqual(anchors(["a", "b", "a"]), ["#0", "#0", "#1"]);
  assert.deepEqual(anchors(["b", "a"]), ["#0", "#0"]);
});

const paths: readonly (readonly [api: string, path: string, reader: string | undefined])[] = [
  ["openai", "/v1/chat/completions", "openai_chat"],
  ["openai", "/openai/deployments/x/chat/completions", "openai_chat"],
  ["openai", "/v1/responses", "openai_responses"],
  ["chatgpt", "/backend-api/codex/responses", "openai_responses"],
  ["chatgpt", "/backend-api/codex/responses/compact", "openai_responses"],
  ["chatgpt", "/backend-api/wham/usage", undefined],
  ["openai", "/v1/responses/compact", "openai_responses"],
  ["openai", "/v1/responses/resp_1", undefined],
  ["openai", "/v1/responses/input_tokens", undefined],
  ["gemini", "/v1beta/models/m:streamGenerateContent", "gemini"],
  ["gemini", "/v1/projects/p/locations/l/publishers/google/models/m:generateContent", "gemini"],
  ["gemini", "/v1beta/models/m:countTokens", "gemini"],
  ["gemini", "/v1beta/openai/chat/completions", "openai_chat"],
  ["gemini", "/v1internal:generateContent", undefined],
  ["ollama", "/api/chat", "ollama"],
  ["ollama", "/v1/messages", "anthropic"],
  ["ollama", "/api/generate", undefined],
  ["anthropic", "/v1/projects/p/publishers/anthropic/models/m:streamRawPredict", "anthropic"],
  ["anthropic", "/v1/projects/p/publishers/mistralai/models/m:rawPredict", undefined],
  ["anthropic", "/v1/messages/batches", undefined],
];

for (const [api, path, reader] of paths) {
  Deno.test(`${path} of ${api} is read as ${reader ?? "nothing"}`, () => {
    const provider = providerOf(api, "POST", path);
    const isRead = provider?.purposeOf("POST", path) !== undefined;
    assert.equal(isRead ? provider?.name : undefined, reader);
  });
}
