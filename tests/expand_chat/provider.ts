import type { Fields } from "../../src/demo/values.ts";

/** What the model says in one round. */
export interface Said {
  readonly thought?: string;
  readonly text?: string;
  /** Calls of tools, with what they are asked. */
  readonly calls?: readonly (readonly [tool: string, input: string])[];
  readonly finish?: string;
  /** The request is refused. */
  readonly status?: number;
}

/** What the model says to these messages. */
export type Script = (messages: readonly Fields[], nth: number) => Said;

/** How a server streams. */
export interface Manner {
  /** A whole answer stands in one chunk, its end with it. */
  readonly inLumps?: boolean;
  /** The largest piece that comes at once, in bytes. */
  readonly largest?: number;
}

/** One request as it arrived. */
export interface Received {
  readonly url: string;
  readonly body: Fields;
  problem: string | undefined;
}

/** A Chat Completions API that refuses what the real ones refuse, and every history that is not what it was sent. */
export class ChatProvider {
  readonly received: Received[] = [];
  readonly #script: Script;
  readonly #manner: Manner;
  /** What was answered to each history. */
  readonly #answers = new Map<string, Fields[]>();

  constructor(script: Script, manner: Manner = {}) {
    this.#script = script;
    this.#manner = manner;
  }

  get problems(): string[] {
    return this.received.flatMap(({ problem }) => problem ?? []);
  }

  /** The messages of each request. */
  get ups(): Fields[][] {
    return this.received.map(({ body }) => body.messages as Fields[]);
  }

  async fetch(request: Request): Promise<Response> {
    const body = await request.json();
    const received: Received = { url: request.url, body, problem: undefined };
    const nth = this.received.push(received) - 1;
    received.problem = problemIn(body) ?? this.#historyProblem(body.messages);
    if (received.problem !== undefined) return refusal(400, received.problem);
    const said = this.#script(body.messages, nth);
    if (said.status !== undefined) return refusal(said.status, "The model is not there");
    const message = messageOf(said, nth);
    const key = JSON.stringify(body.messages.map(plain));
    const { tool_calls: _, ...words } = message;
    // What is left of an answer without a call that was cut off is the client's to say.
    const answers = said.finish === "length" ? [message, words] : [message];
    this.#answers.set(key, [...this.#answers.get(key) ?? [], ...answers]);
    return body.stream
      ? this.#streamed(body, message, said, nth)
      : Response.json(wholeOf(message, said, nth));
  }

  /** What the model said stands behind what it was said to, as it was said. */
  #historyProblem(messages: readonly Fields[]): string | undefined {
    const turn = messages.findLastIndex(({ role }) => role === "user");
    for (const [i, message] of messages.entries()) {
      if (message.role !== "assistant") continue;
      const given = this.#answers.get(JSON.stringify(messages.slice(0, i).map(plain)));
      if (given === undefined) return `messages.${i}: what stands before was never asked so`;
      if (!given.some((answer) => isEcho(message, answer))) {
        return `messages.${i}: never said: ${plain(message)}`;
      }
      // Source: DeepSeek's "Thinking mode" page, on tool calls.
      const isBare = i > turn && message.tool_calls && given[0].reasoning_content !== undefined &&
        given.every((answer) => answer.reasoning_content !== message.reasoning_content);
      if (isBare) return `messages.${i}: Missing reasoning_content`;
    }
    return undefined;
  }

  #streamed(body: Fields, message: Fields, said: Said, nth: number): Response {
    const { inLumps = false, largest = 7 } = this.#manner;
    const asked = (body.stream_options as Fields | undefined)?.include_usage === true;
    const usage = usageOf(nth);
    const chunk = (choices: readonly Fields[], more: Fields = {}) =>
      `data: ${
        JSON.stringify({
          id: `chatcmpl-of-request-${nth}`,
          object: "chat.completion.chunk",
          created: 1_700_000_000 + nth,
          model: body.model,
          choices,
          ...more,
        })
      }\n\n`;
    const pieces = inLumps ? [chunk([choiceOf(deltaOf(message), finishOf(said))], { usage })] : [
      ...deltasOf(message).map((delta) =>
        chunk([choiceOf(delta, null)], asked ? { usage: null } : {})
      ),
      chunk([choiceOf({}, finishOf(said))], asked ? { usage: null } : {}),
      ...(asked ? [chunk([], { usage })] : []),
    ];
    return inPieces(`${pieces.join("")}data: [DONE]\n\n`, largest);
  }
}

/** A stream that comes in pieces. */
export function inPieces(text: string, largest: number): Response {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += largest));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

function refusal(status: number, message: string): Response {
  const error = { message, type: "invalid_request_error", param: null, code: null };
  return Response.json({ error }, { status });
}

/** What one message says; of the model's not its thinking, which is nobody's business after its turn. */
function plain({ role, content, tool_calls, tool_call_id }: Fields): string {
  const text = Array.isArray(content) ? content.map(({ text }) => text).join("") : content;
  return JSON.stringify([role, text || null, tool_calls, tool_call_id]);
}

/** The message as it was said, or the beginning of it where it was only words. */
function isEcho(message: Fields, answer: Fields): boolean {
  if (plain(message) === plain(answer)) return true;
  return message.tool_calls === undefined && answer.tool_calls === undefined &&
    String(answer.content).startsWith(String(message.content));
}

function problemIn({ messages, tools }: Fields): string | undefined {
  const names = (tools as Fields[] ?? []).map((tool) => (tool.function as Fields).name);
  if (new Set(names).size < names.length) return "tools: names must be unique";
  let owed: unknown[] = [];
  for (const [i, message] of (messages as Fields[]).entries()) {
    const { role, content, tool_calls, tool_call_id } = message;
    if (role === "tool") {
      if (!owed.includes(tool_call_id)) return `messages.${i}: nobody called ${tool_call_id}`;
      if (typeof content !== "string") return `messages.${i}: a result must be a text`;
      owed = owed.filter((id) => id !== tool_call_id);
      continue;
    }
    if (owed.length > 0) return `messages.${i}: ${owed} did not have response messages`;
    if (role !== "assistant") continue;
    if (!content && !tool_calls) return `messages.${i}: content is required`;
    const calls = tool_calls as Fields[] | undefined;
    if (calls?.length === 0) return `messages.${i}: tool_calls is too short`;
    for (const call of calls ?? []) {
      const { name, arguments: input } = call.function as Fields;
      if (call.index !== undefined) return `messages.${i}: unknown field index`;
      if (!names.includes(name)) return `messages.${i}: there is no tool ${name}`;
      if (!isObject(String(input))) return `messages.${i}: arguments are no JSON: ${input}`;
    }
    owed = (calls ?? []).map(({ id }) => id);
  }
  return owed.length > 0 ? `${owed} did not have response messages` : undefined;
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

function messageOf({ thought, text, calls = [] }: Said, nth: number): Fields {
  return {
    role: "assistant",
    content: text ?? null,
    ...(thought === undefined ? {} : { reasoning_content: thought }),
    ...(calls.length === 0 ? {} : {
      tool_calls: calls.map(([name, input], i) => ({
        id: `call_of_request_${nth}_number_${i}`,
        type: "function",
        function: { name, arguments: input },
      })),
    }),
  };
}

function finishOf({ finish, calls = [] }: Said): string {
  return finish ?? (calls.length > 0 ? "tool_calls" : "stop");
}

/** Each round counts for something else. */
function usageOf(nth: number): Fields {
  const [prompt, completion] = [1000 * (nth + 1), 2 ** nth % 1021];
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 10 * nth },
  };
}

function wholeOf(message: Fields, said: Said, nth: number): Fields {
  return {
    id: `chatcmpl-of-request-${nth}`,
    object: "chat.completion",
    created: 1_700_000_000 + nth,
    model: "m",
    choices: [{
      index: 0,
      message: { ...message, refusal: null, annotations: [] },
      logprobs: null,
      finish_reason: finishOf(said),
    }],
    usage: usageOf(nth),
  };
}

function choiceOf(delta: Fields, finish_reason: string | null): Fields {
  return { index: 0, delta, logprobs: null, finish_reason };
}

/** All at once. */
function deltaOf({ tool_calls, ...rest }: Fields): Fields {
  const calls = (tool_calls as Fields[] | undefined)?.map((call, index) => ({ index, ...call }));
  return { ...rest, ...(calls ? { tool_calls: calls } : {}) };
}

/** Word by word; the role stands in the first, id and name of a call in its first fragment. */
function deltasOf({ content, reasoning_content, tool_calls }: Fields): Fields[] {
  const words = (text: unknown) => String(text ?? "").match(/\S*\s*/g)?.filter(Boolean) ?? [];
  const calls = (tool_calls as Fields[] | undefined ?? []).flatMap((call, index) => {
    const { name, arguments: input } = call.function as Fields;
    const start = { index, id: call.id, type: "function", function: { name, arguments: "" } };
    const rest = String(input).match(/.{1,5}/gs) ?? [];
    return [start, ...rest.map((part) => ({ index, function: { arguments: part } }))];
  });
  const isBare = !content && !reasoning_content && calls.length > 0;
  const first = { role: "assistant", content: isBare ? null : "", refusal: null };
  return [
    // As OpenAI does it: an answer that begins with a call has it in the chunk with the role.
    isBare ? { ...first, tool_calls: [calls[0]] } : first,
    ...words(reasoning_content).map((word) => ({ reasoning_content: word })),
    ...words(content).map((word) => ({ content: word })),
    ...calls.slice(isBare ? 1 : 0).map((call) => ({ tool_calls: [call] })),
  ];
}
