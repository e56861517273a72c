/** One conversation, told in the words of each API. */
import type { Fields } from "../../src/demo/values.ts";

/** One thing that was said. */
export type Entry =
  | { readonly by: "user"; readonly text: string; readonly more?: Fields }
  | {
    readonly by: "model";
    readonly text: string;
    /** What it said before it was given an original, of which the client knows nothing. */
    readonly first?: string;
    readonly call?: Call;
  }
  | { readonly by: "tool"; readonly id: string; readonly output: string };

/** What the model says before it is given an original. */
export const FIRST = "Let me see.";

function textsOf({ first, text }: Extract<Entry, { by: "model" }>): string[] {
  return first === undefined ? [text] : [first, text];
}

/** A call of the client's shell. */
export interface Call {
  readonly id: string;
  readonly command: string;
}

/** How an API tells a conversation. */
export interface Dialect {
  readonly name: string;
  readonly path: string;
  /** The request's body. */
  bodyOf(talk: readonly Entry[]): Fields;
  /** What the user and the model say in a body, in order. */
  textsIn(body: Fields): string[];
  /** A whole answer of the model, from a body in which nothing else stands. */
  answer(body: Fields): Fields;
  /** An answer in which the model asks for an original, and nothing else; not every API has a way. */
  readonly asks?: (id: string) => Fields;
  /** What the last entry of a body gives back to a call. */
  readonly givenIn?: (body: Fields) => string | undefined;
  /** The body with more behind the last words of the user. */
  remind(body: Fields, more: string): Fields;
  /** A value that holds the history to the letter: a cache marker, or reasoning that is signed. */
  readonly pins: readonly ((body: Fields) => Fields)[];
  readonly via: "tool" | "shell";
}

type List = readonly Fields[];

const PARAMETERS = { type: "object", properties: { command: { type: "string" } } };
const MARKER = { cache_control: { type: "ephemeral" } };
const SEALED = "c2VhbGVkIHJlYXNvbmluZyBvZiBhIG1vZGVs";

const listIn = (body: Fields, name: string) => body[name] as List;

/** Changes the last entry of a list for which this holds. */
function withLast(
  body: Fields,
  list: string,
  is: (entry: Fields) => boolean,
  change: (entry: Fields) => Fields,
): Fields {
  const entries = listIn(body, list);
  const at = entries.findLastIndex(is);
  return { ...body, [list]: entries.map((entry, i) => i === at ? change(entry) : entry) };
}

const isUsers = ({ role, content }: Fields) => role === "user" && typeof content === "string";

const anthropic: Dialect = {
  name: "Anthropic",
  path: "/v1/messages",
  via: "tool",
  bodyOf: (talk) => ({
    model: "claude-opus-4-8",
    max_tokens: 100,
    system: "You are the agent.",
    tools: [{ name: "bash", description: "Runs a command.", input_schema: PARAMETERS }],
    messages: talk.map((entry) => {
      if (entry.by === "user") return { role: "user", content: entry.text, ...entry.more };
      if (entry.by === "tool") {
        const result = { type: "tool_result", tool_use_id: entry.id, content: entry.output };
        return { role: "user", content: [result] };
      }
      const { call } = entry;
      const said = textsOf(entry).map((text) => ({ type: "text", text }));
      const called = call && { type: "tool_use", id: call.id, name: "bash", input: call };
      return { role: "assistant", content: called ? [...said, called] : said };
    }),
  }),
  textsIn: (body) =>
    listIn(body, "messages").flatMap(({ content }) =>
      typeof content === "string"
        ? [content]
        : (content as List).flatMap(({ type, text }) => type === "text" ? [String(text)] : [])
    ),
  answer: (body) => ({
    type: "message",
    id: "msg_0123456789abcdef0",
    role: "assistant",
    content: listIn(body, "messages")[0].content,
    stop_reason: "end_turn",
    usage: { input_tokens: 10, output_tokens: 2 },
  }),
  asks: (id) => ({
    type: "message",
    id: "msg_0123456789abcdef1",
    role: "assistant",
    content: [
      { type: "text", text: FIRST },
      { type: "tool_use", id: CALL_ID, name: OURS, input: { id } },
    ],
    stop_reason: "tool_use",
    usage: { input_tokens: 10, output_tokens: 2 },
  }),
  givenIn: (body) => {
    const { content } = lastIn(body, "messages");
    const result = Array.isArray(content) ? (content as List).at(-1) : undefined;
    return result?.tool_use_id === CALL_ID ? String(result.content) : undefined;
  },
  remind: (body, more) =>
    withLast(body, "messages", isUsers, ({ role, content }) => ({
      role,
      content: `${content}${more}`,
    })),
  pins: [
    (body) => ({ ...body, ...MARKER }),
    (body) => ({ ...body, tools: listIn(body, "tools").map((tool) => ({ ...tool, ...MARKER })) }),
    (body) => ({ ...body, system: [{ type: "text", text: "You are the agent.", ...MARKER }] }),
    (body) =>
      withLast(body, "messages", isUsers, ({ role, content }) => ({
        role,
        content: [{ type: "text", text: content, ...MARKER }],
      })),
    (body) =>
      withLast(body, "messages", ({ role }) => role === "assistant", ({ role, content }) => ({
        role,
        content: [{ type: "thinking", thinking: "", signature: SEALED }, ...content as List],
      })),
    (body) =>
      withLast(body, "messages", ({ role }) => role === "assistant", ({ role, content }) => ({
        role,
        content: [{ type: "redacted_thinking", data: SEALED }, ...content as List],
      })),
  ],
};

/** The name of our tool, and the call's id. */
const OURS = "squeezr_expand";
const CALL_ID = "call_of_ours_0123456789abcdef";
const lastIn = (body: Fields, list: string) => listIn(body, list).at(-1) ?? {};

function chatMessages(talk: readonly Entry[]): Fields[] {
  const messages = talk.map((entry) => {
    if (entry.by === "user") return { role: "user", content: entry.text, ...entry.more };
    if (entry.by === "tool") {
      return { role: "tool", tool_call_id: entry.id, content: entry.output };
    }
    const { call } = entry;
    const text = textsOf(entry).join("");
    const asked = { name: "bash", arguments: JSON.stringify({ command: call?.command }) };
    const calls = call && [{ id: call.id, type: "function", function: asked }];
    return { role: "assistant", content: text, ...(calls ? { tool_calls: calls } : {}) };
  });
  return [{ role: "system", content: "You are the agent." }, ...messages];
}

const CHAT_TOOLS = [{
  type: "function",
  function: { name: "bash", description: "Runs a command.", parameters: PARAMETERS },
}];

const spokenInChat = (body: Fields) =>
  listIn(body, "messages").flatMap(({ role, content }) =>
    role === "user" || role === "assistant"
      ? typeof content === "string" ? [content] : (content as List).map(({ text }) => String(text))
      : []
  );

const chat: Dialect = {
  name: "Chat",
  path: "/v1/chat/completions",
  via: "tool",
  bodyOf: (talk) => ({ model: "gpt-5.4", tools: CHAT_TOOLS, messages: chatMessages(talk) }),
  textsIn: spokenInChat,
  answer: (body) => ({
    id: "chatcmpl-0123456789abcdef",
    choices: [{ index: 0, message: listIn(body, "messages")[1], finish_reason: "stop" }],
    usage: { prompt_tokens: 10, completion_tokens: 2 },
  }),
  asks: (id) => {
    const asked = { name: OURS, arguments: JSON.stringify({ id }) };
    const message = {
      role: "assistant",
      content: FIRST,
      tool_calls: [{ id: CALL_ID, type: "function", function: asked }],
    };
    return {
      id: "chatcmpl-0123456789abcdeg",
      choices: [{ index: 0, message, finish_reason: "tool_calls" }],
    };
  },
  givenIn: (body) => {
    const { tool_call_id, content } = lastIn(body, "messages");
    return tool_call_id === CALL_ID ? String(content) : undefined;
  },
  remind: (body, more) =>
    withLast(body, "messages", isUsers, ({ role, content }) => ({
      role,
      content: `${content}${more}`,
    })),
  pins: [
    (body) =>
      withLast(body, "messages", isUsers, ({ role, content }) => ({
        role,
        content: [{ type: "text", text: content, ...MARKER }],
      })),
    (body) =>
      withLast(body, "messages", ({ role }) => role === "assistant", (message) => ({
        ...message,
        reasoning_details: [{ type: "reasoning.encrypted", data: SEALED }],
      })),
    (body) =>
      withLast(body, "messages", ({ role }) => role === "assistant", (message) => ({
        ...message,
        thinking_blocks: [{ type: "thinking", thinking: "hm", signature: SEALED }],
      })),
    (body) =>
      withLast(body, "messages", ({ role }) => role === "assistant", (message) => ({
        ...message,
        reasoning_opaque: SEALED,
      })),
  ],
};

const responses: Dialect = {
  name: "Responses",
  path: "/v1/responses",
  via: "tool",
  bodyOf: (talk) => ({
    model: "gpt-5.4",
    store: false,
    instructions: "You are the agent.",
    tools: [{ type: "function", name: "bash", parameters: PARAMETERS }],
    input: talk.flatMap((entry): Fields[] => {
      if (entry.by === "user") {
        const content = [{ type: "input_text", text: entry.text }];
        return [{ type: "message", role: "user", content, ...entry.more }];
      }
      if (entry.by === "tool") {
        return [{ type: "function_call_output", call_id: entry.id, output: entry.output }];
      }
      const { call } = entry;
      const said = textsOf(entry).map((text) => ({
        type: "message",
        role: "assistant",
        content: [{ type: "output_text", text, annotations: [] }],
      }));
      const asked = call && {
        type: "function_call",
        call_id: call.id,
        name: "bash",
        arguments: JSON.stringify({ command: call.command }),
      };
      return asked ? [...said, asked] : said;
    }),
  }),
  textsIn: (body) =>
    listIn(body, "input").flatMap(({ type, content }) =>
      type === "message" ? (content as List).map(({ text }) => String(text)) : []
    ),
  answer: (body) => ({
    id: "resp_0123456789abcdef",
    object: "response",
    status: "completed",
    output: listIn(body, "input"),
    usage: { input_tokens: 10, output_tokens: 2 },
  }),
  asks: (id) => ({
    id: "resp_0123456789abcdeg",
    object: "response",
    status: "completed",
    output: [
      {
        type: "message",
        role: "assistant",
        content: [{ type: "output_text", text: FIRST, annotations: [] }],
      },
      {
        type: "function_call",
        id: "fc_1",
        call_id: CALL_ID,
        name: OURS,
        arguments: JSON.stringify({ id }),
        status: "completed",
      },
    ],
  }),
  givenIn: (body) => {
    const { call_id, output } = lastIn(body, "input");
    return call_id === CALL_ID ? String(output) : undefined;
  },
  remind: (body, more) =>
    withLast(body, "input", ({ role }) => role === "user", (item) => ({
      ...item,
      content: (item.content as List).map((part) => ({ ...part, text: `${part.text}${more}` })),
    })),
  pins: [
    (body) => {
      const input = listIn(body, "input");
      const reasoning = { type: "reasoning", summary: [], encrypted_content: SEALED };
      return { ...body, input: [...input.slice(0, 1), reasoning, ...input.slice(1)] };
    },
  ],
};

const gemini: Dialect = {
  name: "Gemini",
  path: "/v1beta/models/gemini-3.8-flash:generateContent",
  via: "tool",
  bodyOf: (talk) => ({
    systemInstruction: { parts: [{ text: "You are the agent." }] },
    tools: [{ functionDeclarations: [{ name: "bash", parameters: PARAMETERS }] }],
    contents: talk.map((entry) => {
      if (entry.by === "user") return { role: "user", parts: [{ text: entry.text }] };
      if (entry.by === "tool") {
        const functionResponse = { name: "bash", response: { output: entry.output } };
        return { role: "user", parts: [{ functionResponse }] };
      }
      const { call } = entry;
      const said = textsOf(entry).map((text) => ({ text }));
      const functionCall = call && { name: "bash", args: { command: call.command } };
      return { role: "model", parts: functionCall ? [...said, { functionCall }] : said };
    }),
  }),
  textsIn: (body) =>
    listIn(body, "contents").flatMap(({ parts }) =>
      (parts as List).flatMap(({ text }) => text === undefined ? [] : [String(text)])
    ),
  answer: (body) => ({
    candidates: [{ content: listIn(body, "contents")[0], finishReason: "STOP" }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 2 },
  }),
  asks: (id) => {
    const parts = [{ text: FIRST }, { functionCall: { name: OURS, args: { id } } }];
    return { candidates: [{ content: { role: "model", parts }, finishReason: "STOP" }] };
  },
  givenIn: (body) => {
    const part = (lastIn(body, "contents").parts as List).at(-1);
    const given = part?.functionResponse as Fields | undefined;
    const response = given?.name === OURS ? given.response as Fields : undefined;
    return response && String(Object.values(response)[0]);
  },
  remind: (body, more) =>
    withLast(
      body,
      "contents",
      ({ role, parts }) => role === "user" && (parts as List)[0].text !== undefined,
      ({ role, parts }) => ({
        role,
        parts: (parts as List).map(({ text }) => ({ text: `${text}${more}` })),
      }),
    ),
  pins: [
    (body) =>
      withLast(body, "contents", ({ role }) => role === "model", ({ role, parts }) => ({
        role,
        parts: (parts as List).map((part, i) =>
          i === 0 ? { ...part, thoughtSignature: SEALED } : part
        ),
      })),
  ],
};

const ollama: Dialect = {
  name: "Ollama",
  path: "/api/chat",
  via: "tool",
  bodyOf: (talk) => ({
    model: "llama",
    stream: false,
    tools: CHAT_TOOLS,
    messages: chatMessages(talk).map(({ tool_calls, tool_call_id: _, ...message }) => ({
      ...message,
      ...(tool_calls
        ? {
          tool_calls: (tool_calls as List).map(({ function: asked }) => ({
            function: {
              name: "bash",
              arguments: JSON.parse(String((asked as Fields).arguments)),
            },
          })),
        }
        : {}),
    })),
  }),
  textsIn: spokenInChat,
  answer: (body) => ({ message: listIn(body, "messages")[1], done: true, done_reason: "stop" }),
  asks: (id) => {
    const tool_calls = [{ function: { name: OURS, arguments: { id } } }];
    const message = { role: "assistant", content: FIRST, tool_calls };
    return { message, done: true, done_reason: "stop" };
  },
  givenIn: (body) => {
    const { role, tool_name, content } = lastIn(body, "messages");
    return role === "tool" && tool_name === OURS ? String(content) : undefined;
  },
  remind: (body, more) =>
    withLast(body, "messages", isUsers, ({ role, content }) => ({
      role,
      content: `${content}${more}`,
    })),
  pins: [],
};

/** Originals come by a command in the client's own shell. */
const shell: Dialect = { ...chat, name: "Chat by shell", via: "shell", asks: undefined };

/** All APIs in which old texts stand aside, and both ways to get them back. */
export const dialects: readonly Dialect[] = [anthropic, chat, responses, gemini, ollama, shell];
