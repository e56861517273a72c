import OpenAI from "openai";
import { ResponsesWS } from "openai/resources/responses/ws";
import type { Item } from "./responses.ts";

/** What the tools of this agent say to each command. */
export type Tools = (command: string) => string;

/** Lists that only those who know the command can shorten, and documents that everybody can. */
export function sayTo(command: string): string {
  const nth = Number(/\d+/.exec(command)?.[0]);
  const names = Array.from({ length: 60 }, (_, i) => `packages/part${nth}/src/forms/field${i}.ts`);
  if (command.startsWith("git ls-files")) return names.join("\n");
  return JSON.stringify(names.map((path, line) => ({ path, line })), undefined, 4);
}

/** What the model asks for, one after the other. */
export function commands(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) => i % 2 ? `curl -s localhost/${i}` : `git ls-files part${i}`,
  );
}

/** What an agent sent and was told. */
export interface Run {
  /** The outputs that it sent, by call. */
  readonly sent: Map<string, string>;
  /** All that was said, as a client sends it that begins anew. */
  readonly history: Item[];
}

/** An agent on OpenAI's own SDK, which sends on one WebSocket what is new alone. */
export async function runAgent(url: string, tools: Tools, options: Item = {}): Promise<Run> {
  const client = new OpenAI({ apiKey: "key", baseURL: `${url}/v1`, maxRetries: 0 });
  const sent = new Map<string, string>();
  const socket = new ResponsesWS(client, {
    headers: { "OpenAI-Beta": "responses_websockets=2026-02-06" },
  });
  const history: Item[] = [];
  const ask = (input: readonly Item[], more: Item) => {
    history.push(...input);
    socket.send({
      type: "response.create",
      model: "gpt-5.5",
      store: false,
      tools: [{ type: "function", name: "exec_command", parameters: {}, strict: false }],
      input: input as unknown as OpenAI.Responses.ResponseInput,
      ...more,
      ...options,
    });
  };
  try {
    return await new Promise<Run>((resolve, reject) => {
      socket.on("error", reject);
      socket.on("close", () => reject(new Error("the socket was closed")));
      socket.on("response.completed", ({ response: { id, output: [item] } }) => {
        history.push({ ...item });
        if (item.type !== "function_call") return resolve({ sent, history });
        const { call_id } = item;
        const output = tools(JSON.parse(item.arguments).cmd);
        sent.set(call_id, output);
        ask([{ type: "function_call_output", call_id, output }], { previous_response_id: id });
      });
      ask([{ type: "message", role: "user", content: "Go." }], {});
    });
  } finally {
    socket.close();
  }
}
