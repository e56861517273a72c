import assert from "node:assert/strict";
import { createProvider, type Provider, type ProviderOptions } from "./provider.ts";
import { byTurn, type Step } from "./script.ts";
import type { Fields } from "./values.ts";

/** The tool that the model calls in these tests. */
export const TOOL = {
  name: "bash",
  description: "Runs a command",
  input_schema: { type: "object" },
};

/** How a conversation begins. */
export const HELLO = { role: "user", content: "Hello" };

/** A cache marker. */
export const MARK = { type: "ephemeral" };

/** An answer with thinking and two calls. */
export const THINKS: Step = {
  says: [
    { kind: "thinking", text: "I look first." },
    { kind: "text", text: "Looking." },
    { kind: "call", tool: "bash", input: { command: "ls", deep: [1.5, "ä"] } },
    { kind: "call", tool: "bash", input: {} },
  ],
};

/** An answer that ends a turn. */
export const ENDS: Step = {
  says: [{ kind: "thinking", text: "Enough." }, { kind: "text", text: "Done." }],
};

/** A strict provider that plays these steps. */
export function providerOf(more: Partial<ProviderOptions> = {}): Provider {
  return createProvider({ script: byTurn([THINKS, ENDS, ENDS]), ...more });
}

/** What every request must say about itself. */
export const HEADERS = { "x-api-key": "sk-test", "anthropic-version": "2023-06-01" };

/** Posts a body, without a port. */
export function post(provider: Provider, body: Fields, path = "/v1/messages"): Promise<Response> {
  const init = { method: "POST", headers: HEADERS, body: JSON.stringify(body) };
  return provider.fetch(new Request(`http://localhost${path}`, init));
}

/** A request body around some messages. */
export function bodyOf(messages: readonly Fields[], more: Fields = {}): Fields {
  return { model: "claude-test", max_tokens: 100, tools: [TOOL], messages, ...more };
}

/** The messages with another content at one place. */
export function edited(messages: readonly Fields[], at: number, content: unknown): Fields[] {
  return messages.map((message, i) => i === at ? { ...message, content } : message);
}

/** Sends a body that must be refused, and gives the words of the refusal. */
export async function refused(provider: Provider, body: Fields): Promise<string> {
  const response = await post(provider, body);
  const { error } = await response.json();
  assert.equal(response.status, 400, "the request was accepted");
  assert.equal(error.type, "invalid_request_error");
  return error.message;
}

/** Asks, and gives the answer's content. */
export async function contentFrom(provider: Provider, body: Fields): Promise<Fields[]> {
  const response = await post(provider, body);
  assert.equal(response.status, 200, await response.clone().text());
  return (await response.json()).content;
}

/** A history that ends in the results of two calls, which were made after thinking. */
export async function callsMade(provider: Provider, more: Fields = {}): Promise<Fields[]> {
  const content = await contentFrom(provider, bodyOf([HELLO], more));
  const results = content
    .filter((block) => block.type === "tool_use")
    .map((block) => ({ type: "tool_result", tool_use_id: block.id, content: " a.ts\n" }));
  return [HELLO, { role: "assistant", content }, { role: "user", content: results }];
}
