import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { givenOf, stopReasonOf } from "./answer.ts";
import { bindingProblems, type Memory, remember, type Standing, standingOf } from "./binding.ts";
import { digestOf } from "./canonical.ts";
import { eventsOf } from "./events.ts";
import { markerProblems } from "./markers.ts";
import { Meter, tokensOf } from "./meter.ts";
import { orderProblems } from "./order.ts";
import { faultyReply, headersOf, jsonReply, refusal } from "./reply.ts";
import { seeded } from "./random.ts";
import type { Script } from "./script.ts";
import { shapeProblems } from "./shape.ts";
import { streamOf } from "./stream.ts";
import { type Fields, fieldsIn, isFields } from "./values.ts";

/** One request as it came in, and what became of it. */
export interface Received {
  readonly nth: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Headers;
  /** As it came, compressed or not. */
  readonly body: Uint8Array;
  /** 0 while there is no answer, or when the connection was dropped. */
  status: number;
  /** Why it was refused. */
  problem: string | undefined;
  /** The reader of a streamed answer went away before its end. */
  cancelled: boolean;
}

/** How a fake provider behaves. */
export interface ProviderOptions {
  readonly script: Script;
  /** Names every random choice: ids, pieces, pings. */
  readonly seed?: number;
  /** Refuse what the real API refuses. Off, it is a puppet that takes anything. */
  readonly strict?: boolean;
  /** Refuse thinking whose history was changed. */
  readonly bound?: boolean;
  /** The largest piece of a stream that comes at once, in bytes. */
  readonly largest?: number;
  /** Milliseconds between the pieces of a stream. */
  readonly pace?: number;
}

/** A fake Anthropic API. */
export interface Provider {
  fetch(request: Request): Promise<Response>;
  /** Every request, in the order of arrival. */
  readonly received: readonly Received[];
}

function plainBytes({ headers, body }: Received): Uint8Array {
  switch (headers.get("content-encoding")) {
    case "gzip":
      return gunzipSync(body);
    case "br":
      return brotliDecompressSync(body);
    case "deflate":
      return inflateSync(body);
    default:
      return body;
  }
}

function parsed(received: Received): Fields | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(plainBytes(received)));
    return isFields(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** The answer to a request that does not say who asks, or in which version of the API. */
function headerProblem({ nth, headers }: Received): Response | undefined {
  if (!headers.has("x-api-key") && !headers.has("authorization")) {
    return refusal(nth, 401, "authentication_error", "x-api-key header is required");
  }
  return headers.has("anthropic-version")
    ? undefined
    : refusal(nth, 400, "invalid_request_error", "anthropic-version: header is required");
}

class FakeProvider implements Provider {
  readonly received: Received[] = [];
  readonly #memory: Memory = { grewFrom: new Map(), thoughtOver: new Set() };
  readonly #meter = new Meter();
  readonly #options: ProviderOptions;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const received: Received = {
      nth: this.received.length,
      method: request.method,
      path: url.pathname + url.search,
      headers: new Headers(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
      status: 0,
      problem: undefined,
      cancelled: false,
    };
    this.received.push(received);
    const response = this.#answer(received, url.pathname);
    received.status = response.status;
    return response;
  }

  #answer(received: Received, path: string): Response {
    const { nth, method } = received;
    const counting = path === "/v1/messages/count_tokens";
    if (method !== "POST" || !(counting || path === "/v1/messages")) {
      return refusal(nth, 404, "not_found_error", `Not found: ${method} ${path}`);
    }
    if (this.#options.strict !== false) {
      const problem = headerProblem(received);
      if (problem !== undefined) return problem;
    }
    const body = parsed(received);
    if (body === undefined) return this.#refuse(received, "The request body is not valid JSON");
    const standing = standingOf(body);
    const problem = this.#problem(received, body, standing, counting);
    if (problem !== undefined) return this.#refuse(received, problem);
    return counting
      ? jsonReply(nth, 200, {
        input_tokens: tokensOf(JSON.stringify([body.system, body.messages])),
      })
      : this.#play(received, body, standing);
  }

  #refuse(received: Received, problem: string): Response {
    received.problem = problem;
    return refusal(received.nth, 400, "invalid_request_error", problem);
  }

  #problem(received: Received, body: Fields, standing: Standing, counting: boolean) {
    if (this.#options.strict === false) return undefined;
    const betas = received.headers.get("anthropic-beta") ?? "";
    const checks = [
      shapeProblems(body, counting, betas),
      orderProblems(body),
      markerProblems(body),
    ];
    if (this.#options.bound !== false) checks.push(bindingProblems(standing, this.#memory));
    for (const check of checks) {
      for (const problem of check) return problem;
    }
    return undefined;
  }

  #play(received: Received, body: Fields, standing: Standing): Response {
    const { nth, headers } = received;
    const turn = fieldsIn(body.messages).filter((message) => message.role === "assistant").length;
    const step = this.#options.script({ nth, turn, headers, body });
    const fault = step.fault === undefined ? undefined : faultyReply(nth, step.fault);
    if (fault !== undefined) return fault;
    const name = `${this.#options.seed ?? 1}/${nth}`;
    const given = givenOf(step, standing, name);
    const content = given.map(({ block }) => block);
    remember(this.#memory, standing, content);
    const message = {
      id: `msg_01${digestOf("message", name).slice(0, 22)}`,
      type: "message",
      role: "assistant",
      model: body.model,
      content,
      stop_reason: stopReasonOf(step),
      stop_sequence: null,
      usage: this.#meter.usageOf(body, tokensOf(JSON.stringify(content))),
    };
    if (body.stream !== true) return jsonReply(nth, 200, message);
    const random = seeded((this.#options.seed ?? 1) * 1000003 + nth);
    const stream = streamOf(eventsOf(message, given, random), {
      random,
      largest: this.#options.largest ?? 200,
      pace: this.#options.pace ?? 0,
      fault: step.fault,
      onCancel: () => received.cancelled = true,
    });
    const answered = headersOf(nth);
    answered.set("content-type", "text/event-stream; charset=utf-8");
    answered.set("cache-control", "no-cache");
    return new Response(stream, { headers: answered });
  }
}

/** A fake Anthropic API that refuses what the real one refuses, and plays the model by script. */
export function createProvider(options: ProviderOptions): Provider {
  return new FakeProvider(options);
}
