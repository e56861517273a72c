import type { Fields } from "../../src/demo/values.ts";
import { atDoor, housed, statsOf } from "../support/proxies.ts";
import { type TextKind, textOf } from "../support/texts.ts";
import { OpenAiMeter } from "./openai.ts";
import { type Billed, Clock } from "./session.ts";

/** A session of an agent that speaks Chat Completions. */
export interface Chat {
  readonly model: string;
  /** What its tool gives back, one result a request. */
  readonly kinds: readonly TextKind[];
  readonly pause: (nth: number) => number;
  /** A stream tells what was used where it is asked to; a whole answer always. */
  readonly answers: "whole" | "streamed" | "streamed without usage";
}

const SYSTEM = `You are an agent. ${"You help with code. ".repeat(80)}`;
const TOOL = {
  type: "function",
  function: {
    name: "bash",
    description: `Runs a command. ${"It has a long description. ".repeat(20)}`,
    parameters: { type: "object", properties: { command: { type: "string" } } },
  },
};

/** Plays a session twice, without the proxy and through it. */
export async function chattedTwice(chat: Chat): Promise<Billed> {
  const [direct, sent] = [await chatted(chat, false), await chatted(chat, true)];
  return { direct: direct.dollars, sent: sent.dollars, stats: sent.stats };
}

async function chatted(chat: Chat, isProxied: boolean) {
  const clock = new Clock();
  const meter = new OpenAiMeter(clock.now);
  const fetch = async (request: Request) => answerTo(await request.json(), meter);
  const proxy = isProxied
    ? housed(undefined, { fetch }, undefined, undefined, clock.now)
    : undefined;
  for (const [nth, body] of bodiesOf(chat).entries()) {
    clock.pass(chat.pause(nth));
    const request = new Request("http://127.0.0.1:1/v1/chat/completions", {
      method: "POST",
      headers: { authorization: "Bearer test", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await (await (proxy ? proxy.fetch(atDoor(request)) : fetch(request))).text();
  }
  const stats = proxy && await statsOf(proxy);
  await proxy?.close();
  return { dollars: meter.dollars, stats };
}

function bodiesOf({ model, kinds, answers }: Chat): Fields[] {
  const messages: Fields[] = [
    { role: "system", content: SYSTEM },
    { role: "user", content: "Please do it." },
  ];
  return kinds.map((kind, nth) => {
    const stream = answers === "whole" ? {} : { stream: true };
    const usage = answers === "streamed" ? { stream_options: { include_usage: true } } : {};
    const body = { model, messages: [...messages], tools: [TOOL], ...stream, ...usage };
    messages.push(saidAt(nth), {
      role: "tool",
      tool_call_id: idOf(nth),
      content: textOf(kind, nth),
    });
    return body;
  });
}

function idOf(nth: number): string {
  return `call_of_this_session_${nth}`;
}

function saidAt(nth: number): Fields {
  const call = { name: "bash", arguments: `{"command":"run step ${nth}"}` };
  return {
    role: "assistant",
    content: "I look.",
    tool_calls: [{ id: idOf(nth), type: "function", function: call }],
  };
}

function answerTo(body: Fields, meter: OpenAiMeter): Response {
  const nth = (body.messages as Fields[]).filter(({ role }) => role === "assistant").length;
  const message = saidAt(nth);
  const usage = meter.usageOf(body, JSON.stringify(message));
  const about = { id: `chatcmpl-of-request-${nth}`, model: body.model };
  if (body.stream !== true) {
    const choices = [{ index: 0, message, finish_reason: "tool_calls" }];
    return Response.json({ ...about, object: "chat.completion", choices, usage });
  }
  const delta = { ...message, tool_calls: [{ index: 0, ...(message.tool_calls as Fields[])[0] }] };
  const chunks = [
    { ...about, choices: [{ index: 0, delta, finish_reason: null }] },
    { ...about, choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] },
    ...(body.stream_options ? [{ ...about, choices: [], usage }] : []),
  ];
  const events = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  return new Response(`${events.join("")}data: [DONE]\n\n`, {
    headers: { "content-type": "text/event-stream" },
  });
}
