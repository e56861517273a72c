import OpenAI from "openai";
import { oneOf, seeded } from "../../src/demo/random.ts";
import type { Recorded } from "../../tests/support/corpus.ts";
import { type TextKind, textOf } from "../../tests/support/texts.ts";

/** What the tool of the session gives back. */
const KINDS: readonly TextKind[] = ["source", "search", "repeated", "json", "padded"];

const TOOL: OpenAI.ChatCompletionTool = {
  type: "function",
  function: {
    name: "bash",
    description: "Runs a command.",
    parameters: { type: "object", properties: { command: { type: "string" } } },
  },
};

/** What is said in one go, about 200 words. */
function said(seed: number): string {
  return textOf("source", seed).slice(0, 1500);
}

/** A long session through OpenAI's own SDK, with no cache markers in it: in each turn the model runs one command. */
export async function sdkSession(model: string, turns: number): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const client = new OpenAI({
    apiKey: "sk-bench",
    baseURL: "http://127.0.0.1:8787/v1",
    maxRetries: 0,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const body = new Uint8Array(await request.arrayBuffer());
      const { pathname: path } = new URL(request.url);
      const n = recorded.length;
      const headers = [...request.headers, ["host", "127.0.0.1:8787"]] as const;
      recorded.push({ n, method: "POST", path, kind: "main", headers, body });
      return Response.json({
        id: `chatcmpl-${n}`,
        choices: [{ index: 0, finish_reason: "stop", message: answerTo(n) }],
      });
    },
  });
  const messages: OpenAI.ChatCompletionMessageParam[] = [];
  for (let turn = 0; turn < turns; turn++) {
    messages.push({ role: "user", content: `Turn ${turn}. ${said(turn)}` });
    for (const results of [true, false]) {
      const answer = await client.chat.completions.create({ model, messages, tools: [TOOL] });
      messages.push(answer.choices[0].message);
      if (results) messages.push(resultOf(recorded.length));
    }
  }
  return recorded;
}

/** Every other answer makes a call. */
function answerTo(n: number): OpenAI.ChatCompletionMessageParam {
  if (n % 2 === 1) return { role: "assistant", content: said(1000 + n) };
  const command = { name: "bash", arguments: JSON.stringify({ command: `run step ${n}` }) };
  return {
    role: "assistant",
    content: null,
    tool_calls: [{ id: idOf(n), type: "function", function: command }],
  };
}

function resultOf(requests: number): OpenAI.ChatCompletionMessageParam {
  const kind = oneOf(seeded(requests), KINDS);
  return { role: "tool", tool_call_id: idOf(requests - 1), content: textOf(kind, requests) };
}

function idOf(n: number): string {
  return `call_${String(n).padStart(24, "0")}`;
}
