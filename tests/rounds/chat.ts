import type { Fields } from "../../src/demo/values.ts";
import { ASKED, COMMAND, listIn, OURS, type Speech, USER, wordsFor } from "./speech.ts";

const TOOLS = [{ type: "function", function: { name: "bash", parameters: { type: "object" } } }];

const functionCall = (id: string, name: string, input: Fields): Fields => ({
  id,
  type: "function",
  function: { name, arguments: JSON.stringify(input) },
});

/** OpenAI Chat Completions: one text, one thought, and calls. */
export const chat: Speech = {
  name: "OpenAI Chat",
  path: "/v1/chat/completions",
  bodyOf: (messages) => ({ model: "m", tools: TOOLS, messages }),
  historyIn: ({ messages }) => listIn(messages),
  saying: (pieces, idOf) => {
    const calls = pieces.flatMap((piece) => {
      if (piece === "ours") return functionCall(idOf(), OURS, ASKED);
      if (piece === "call") return functionCall(idOf(), "bash", COMMAND);
      return piece === "other" ? { id: idOf(), type: "custom", custom: { name: "sh" } } : [];
    });
    return [{
      role: "assistant",
      content: pieces.includes("text") || calls.length === 0 ? wordsFor(idOf()) : null,
      ...(pieces.includes("thought") && { reasoning_content: wordsFor(idOf()) }),
      ...(calls.length > 0 && { tool_calls: calls }),
    }];
  },
  answerOf: ([message]) => {
    const finish_reason = message.tool_calls ? "tool_calls" : "stop";
    return Response.json({ id: "1", choices: [{ index: 0, message, finish_reason }] });
  },
  saidIn: (answer) => [JSON.parse(answer).choices[0].message],
  next: ([{ tool_calls }]) =>
    tool_calls === undefined
      ? [{ role: "user", content: USER }]
      : listIn(tool_calls).map(({ id }) => ({ role: "tool", tool_call_id: id, content: "ok" })),
  plain: (message) => message,
};

/** Ollama's own chat: calls are known by what they call. */
export const ollama: Speech = {
  ...chat,
  name: "Ollama",
  path: "/api/chat",
  bodyOf: (messages) => ({ model: "m", stream: false, tools: TOOLS, messages }),
  saying: (pieces, idOf) => {
    const calls = pieces.flatMap((piece) => {
      if (piece === "ours") return { function: { name: OURS, arguments: ASKED } };
      if (piece !== "call" && piece !== "other") return [];
      return { function: { name: "bash", arguments: { command: `ls ${idOf()}` } } };
    });
    return [{
      role: "assistant",
      content: pieces.includes("text") || calls.length === 0 ? wordsFor(idOf()) : "",
      ...(pieces.includes("thought") && { thinking: wordsFor(idOf()) }),
      ...(calls.length > 0 && { tool_calls: calls }),
    }];
  },
  answerOf: ([message]) => Response.json({ model: "m", message, done: true, done_reason: "stop" }),
  saidIn: (answer) => [JSON.parse(answer).message],
  next: ([{ tool_calls }]) =>
    tool_calls === undefined
      ? [{ role: "user", content: USER }]
      : listIn(tool_calls).map(() => ({ role: "tool", tool_name: "bash", content: "ok" })),
};
