/** A conversation in the words of each API beside Anthropic's, as its clients write it. */
import type { Fields } from "../../src/demo/values.ts";
import { type Call, CLEARED, type Entry, givenBy, type Habits } from "./talk.ts";

/** How an API is spoken. */
export interface Telling {
  readonly name: string;
  readonly path: string;
  /** Nothing in it tells one conversation from another but what is said: who rewrites it, is not known again. */
  readonly isNameless: (habits: Habits) => boolean;
  /** The request's body, before it is written down. */
  bodyOf(talk: readonly Entry[], habits: Habits, cleared: ReadonlySet<string>): Fields;
  /** The model's answer, whole. */
  answerOf(entry: Model, habits: Habits): Fields;
}

type Model = Extract<Entry, { by: "model" }>;
type Cleared = ReadonlySet<string>;

const PARAMETERS = { type: "object", properties: { command: { type: "string" } } };
const FUNCTION = { name: "bash", description: "Runs a command.", parameters: PARAMETERS };

const textOf = (call: Call, cleared: Cleared) => cleared.has(call.id) ? CLEARED : givenBy(call);
const argumentsOf = ({ command }: Call) => JSON.stringify({ command });

/** The content of a result: a string, parts, or nothing. */
function contentOf(call: Call, cleared: Cleared, type: string): unknown {
  const text = textOf(call, cleared);
  switch (call.gives.form) {
    case "parts":
      return [{ type, text }, { type, text: `and ${text}` }];
    case "nothing":
      return [];
    default:
      return text;
  }
}

function chatCall(call: Call): Fields {
  return {
    id: call.id,
    type: "function",
    function: { name: "bash", arguments: argumentsOf(call) },
  };
}

function chatMessage({ text, calls, sealed }: Model, { dropsThoughts }: Habits): Fields {
  return {
    role: "assistant",
    content: text === "" ? null : text,
    ...(sealed !== undefined && !dropsThoughts && { reasoning_content: sealed }),
    ...(calls.length > 0 && { tool_calls: calls.map(chatCall) }),
  };
}

const chat: Telling = {
  name: "OpenAI Chat",
  path: "/v1/chat/completions",
  isNameless: () => false,
  bodyOf: (talk, habits, cleared) => ({
    model: "gpt-5.4",
    parallel_tool_calls: false,
    tools: [{ type: "function", function: { ...FUNCTION, strict: true } }, {
      type: "custom",
      custom: { name: "patch" },
    }],
    messages: [
      { role: habits.isOldFashioned ? "system" : "developer", content: "You are the agent." },
      ...talk.flatMap((entry): Fields[] => {
        if (entry.by === "user") return [{ role: "user", content: entry.text }];
        if (entry.by === "model") return [chatMessage(entry, habits)];
        return entry.calls.map((call) => ({
          role: "tool",
          tool_call_id: call.id,
          content: contentOf(call, cleared, "text"),
        }));
      }),
    ],
  }),
  answerOf: (entry, habits) => ({
    id: "chatcmpl-1",
    choices: [{
      index: 0,
      message: chatMessage(entry, { ...habits, dropsThoughts: false }),
      finish_reason: entry.calls.length > 0 ? "tool_calls" : "stop",
    }],
  }),
};

function responsesItems({ id, text, calls, sealed }: Model, { dropsThoughts }: Habits): Fields[] {
  return [
    ...(sealed !== undefined && !dropsThoughts
      ? [{ type: "reasoning", id: `rs_${id}`, summary: [], encrypted_content: sealed }]
      : []),
    ...(text === "" ? [] : [{
      type: "message",
      id: `msg_${id}`,
      role: "assistant",
      content: [{ type: "output_text", text, annotations: [] }],
    }]),
    ...calls.map((call, i): Fields =>
      i % 2 === 0
        ? {
          type: "function_call",
          id: `fc_${call.id}`,
          call_id: call.id,
          name: "bash",
          arguments: argumentsOf(call),
        }
        : {
          type: "custom_tool_call",
          id: `ctc_${call.id}`,
          call_id: call.id,
          name: "shell",
          input: call.command,
        }
    ),
  ];
}

function referredBack({ id }: Fields): Fields {
  return { type: "item_reference", id };
}

const responses: Telling = {
  name: "OpenAI Responses",
  path: "/v1/responses",
  isNameless: () => false,
  bodyOf: (talk, habits, cleared) => ({
    model: "gpt-5.4",
    store: habits.refersBack,
    instructions: "You are the agent.",
    tools: [{ type: "function", ...FUNCTION, strict: false }, { type: "custom", name: "shell" }],
    input: talk.flatMap((entry): Fields[] => {
      if (entry.by === "user") {
        const content = [{ type: "input_text", text: entry.text }];
        return [{ ...(!habits.isOldFashioned && { type: "message" }), role: "user", content }];
      }
      if (entry.by === "model") {
        const items = responsesItems(entry, habits);
        return habits.refersBack ? items.map(referredBack) : items;
      }
      return entry.calls.map((call, i) => ({
        type: i % 2 === 0 ? "function_call_output" : "custom_tool_call_output",
        call_id: call.id,
        output: contentOf(call, cleared, "input_text"),
      }));
    }),
  }),
  answerOf: (entry, habits) => ({
    id: "resp_1",
    object: "response",
    status: "completed",
    output: responsesItems(entry, { ...habits, dropsThoughts: false }),
  }),
};

function geminiParts({ text, calls, sealed }: Model, habits: Habits): Fields[] {
  const [called, signature] = habits.isOldFashioned
    ? ["function_call", "thought_signature"]
    : ["functionCall", "thoughtSignature"];
  return [
    ...(text === "" ? [] : [{ text }]),
    ...calls.map(({ id, command }, i) => ({
      [called]: { ...(habits.hasIds && { id }), name: "bash", args: { command } },
      ...(i === 0 && sealed !== undefined && !habits.dropsThoughts && { [signature]: sealed }),
    })),
  ];
}

function geminiResponse(call: Call, habits: Habits, cleared: Cleared): Fields {
  const text = textOf(call, cleared);
  const response = call.gives.form === "failed"
    ? { error: text }
    : call.gives.form === "parts"
    ? { content: [{ type: "text", text }], meta: { exit: 0, more: text } }
    : call.gives.form === "nothing"
    ? {}
    : { output: text };
  const answer = { ...(habits.hasIds && { id: call.id }), name: "bash", response };
  return habits.isOldFashioned ? { function_response: answer } : { functionResponse: answer };
}

const gemini: Telling = {
  name: "Gemini",
  path: "/v1beta/models/gemini-3.8-flash:generateContent",
  isNameless: ({ hasIds }) => !hasIds,
  bodyOf: (talk, habits, cleared) => ({
    system_instruction: { parts: [{ text: "You are the agent." }] },
    tools: [{ functionDeclarations: [FUNCTION] }],
    contents: talk.map((entry) => {
      if (entry.by === "user") return { role: "user", parts: [{ text: entry.text }] };
      if (entry.by === "model") return { role: "model", parts: geminiParts(entry, habits) };
      const parts = entry.calls.map((call) => geminiResponse(call, habits, cleared));
      return { role: habits.isOldFashioned ? "function" : "user", parts };
    }),
  }),
  answerOf: (entry, habits) => ({
    candidates: [{
      content: {
        role: "model",
        parts: geminiParts(entry, { ...habits, isOldFashioned: false, dropsThoughts: false }),
      },
      finishReason: "STOP",
    }],
  }),
};

function ollamaMessage({ text, calls, sealed }: Model, { dropsThoughts }: Habits): Fields {
  return {
    role: "assistant",
    content: text,
    ...(sealed !== undefined && !dropsThoughts && { thinking: sealed }),
    ...(calls.length > 0 && {
      tool_calls: calls.map(({ command }) => ({
        function: { name: "bash", arguments: { command } },
      })),
    }),
  };
}

const ollama: Telling = {
  name: "Ollama",
  path: "/api/chat",
  isNameless: () => true,
  bodyOf: (talk, habits, cleared) => ({
    model: "llama",
    stream: false,
    tools: [{ type: "function", function: FUNCTION }],
    messages: talk.flatMap((entry): Fields[] => {
      if (entry.by === "user") return [{ role: "user", content: entry.text }];
      if (entry.by === "model") return [ollamaMessage(entry, habits)];
      return entry.calls.map((call) => ({
        role: "tool",
        ...(!habits.isOldFashioned && { tool_name: "bash" }),
        content: textOf(call, cleared),
      }));
    }),
  }),
  answerOf: (entry, habits) => ({
    message: ollamaMessage(entry, { ...habits, dropsThoughts: false }),
    done: true,
    done_reason: "stop",
  }),
};

/** All APIs beside Anthropic's, whose own client is `tests/support/play.ts`. */
export const tellings: readonly Telling[] = [chat, responses, gemini, ollama];
