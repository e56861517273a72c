import { Buffer } from "node:buffer";
import OpenAI from "openai";
import { between, oneOf, type Random, seeded } from "../../src/demo/random.ts";
import { textOf } from "../../tests/support/texts.ts";
import type { Recorded } from "../../tests/support/corpus.ts";

const WORDS =
  ("the a this that parser cache request client handler test reads writes returns keeps and but when while where " +
    "because of for in without after before first last each slow empty wrong missing new old change value branch error")
    .split(" ");

const BASH: OpenAI.ChatCompletionTool = {
  type: "function",
  function: {
    name: "bash",
    description: "Runs a command in the user's shell.",
    parameters: { type: "object", properties: { command: { type: "string" } } },
  },
};

/** What somebody says in about so many words. */
function prose(random: Random, words: number): string {
  return Array.from({ length: Math.ceil(words / 12) }, () => {
    const sentence = Array.from({ length: 12 }, () => oneOf(random, WORDS)).join(" ");
    return `${sentence[0].toUpperCase()}${sentence.slice(1)}.`;
  }).join(" ");
}

/** Somebody talks with an agent through OpenAI's own SDK: so many prompts, and a call of a tool behind every other one. */
export async function chatTalk(model: string, prompts: number): Promise<Recorded[]> {
  const random = seeded(prompts);
  const bodies: string[] = [];
  let says: OpenAI.ChatCompletionMessage = { role: "assistant", content: "", refusal: null };
  const client = new OpenAI({
    apiKey: "none",
    fetch: (_, init) => {
      bodies.push(String(init?.body));
      return Promise.resolve(Response.json({ choices: [{ index: 0, message: says }] }));
    },
  });
  const messages: OpenAI.ChatCompletionMessageParam[] = [
    { role: "system", content: prose(random, 600) },
  ];
  const ask = async (message: OpenAI.ChatCompletionMessage) => {
    says = message;
    const answer = await client.chat.completions.create({ model, messages, tools: [BASH] });
    messages.push(answer.choices[0].message);
  };
  for (let nth = 0; nth < prompts; nth++) {
    messages.push({ role: "user", content: prose(random, between(random, 20, 150)) });
    if (nth % 2 === 1) {
      const id = `call_${nth}_0123456789abcdef`;
      const asked = { name: "bash", arguments: JSON.stringify({ command: `run step ${nth}` }) };
      const call = { id, type: "function", function: asked } as const;
      await ask({ ...said(prose(random, 20)), tool_calls: [call] });
      messages.push({ role: "tool", tool_call_id: id, content: textOf("source", nth) });
    }
    await ask(said(prose(random, between(random, 60, 300))));
  }
  return bodies.map((body, n) => recordedOf(body, n));
}

function said(content: string): OpenAI.ChatCompletionMessage {
  return { role: "assistant", content, refusal: null };
}

function recordedOf(body: string, n: number): Recorded {
  const headers = [["content-type", "application/json"], ["host", "127.0.0.1:8787"]] as const;
  const path = "/v1/chat/completions";
  return {
    n,
    method: "POST",
    path,
    kind: "main",
    headers,
    body: new Uint8Array(Buffer.from(body)),
  };
}
