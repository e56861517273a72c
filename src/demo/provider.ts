import { type Given, givenOf, stopReasonOf } from "./answer.ts";
import { bindingProblems, type Memory, remember, type Standing, standingOf } from "./binding.ts";
import { digestOf } from "./canonical.ts";
import { eventsOf } from "./events.ts";
import { markerProblems } from "./markers.ts";
import { type CountsTokens, Meter, tokensOf } from "./meter.ts";
import { orderProblems } from "./order.ts";
import { faultyReply, headersOf, jsonReply, refusal } from "./reply.ts";
import { seeded } from "./random.ts";
import { bodyIn, headerProblem, type Received, receivedOf } from "./received.ts";
import type { Fault, Script } from "./script.ts";
import { shapeProblems } from "./shape.ts";
import { streamOf } from "./stream.ts";
import { type Fields, fieldsIn } from "./values.ts";

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
  /** What each request is billed; in place of estimates. */
  readonly meter?: CountsTokens;
}

/** A fake Anthropic API. */
export interface Provider {
  fetch(request: Request): Promise<Response>;
  /** Every request, in the order of arrival. */
  readonly received: readonly Received[];
}

class FakeProvider implements Provider {
  readonly received: Received[] = [];
  readonly #memory: Memory = { grewFrom: new Map(), thoughtOver: new Map() };
  readonly #meter: CountsTokens;
  readonly #options: ProviderOptions;

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#meter = options.meter ?? new Meter();
  }

  async fetch(request: Request): Promise<Response> {
    const body = new Uint8Array(await request.arrayBuffer());
    const received = receivedOf(request, body, this.received.length);
    this.received.push(received);
    const response = this.#answer(received);
    received.status = response.status;
    return response;
  }

  #answer(received: Received): Response {
    const { nth, method } = received;
    const [path] = received.path.split("?");
    const counting = path === "/v1/messages/count_tokens";
    if (method !== "POST" || !(counting || path === "/v1/messages")) {
      return refusal(nth, 404, "not_found_error", `Not found: ${method} ${path}`);
    }
    if (this.#options.strict !== false) {
      const problem = headerProblem(received);
      if (problem !== undefined) return problem;
    }
    const body = bodyIn(received);
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
      usage: this.#meter.usageOf(body, content),
    };
    return body.stream === true
      ? this.#streamed(received, message, given, step.fault)
      : jsonReply(nth, 200, message);
  }

  #streamed(
    received: Received,
    message: Fields,
    given: readonly Given[],
    fault: Fault | undefined,
  ): Response {
    const { seed = 1, largest = 200, pace = 0 } = this.#options;
    const random = seeded(seed * 1_000_003 + received.nth);
    const onCancel = () => void (received.cancelled = true);
    const flow = { random, largest, pace, fault, onCancel };
    const headers = headersOf(received.nth);
    headers.set("content-type", "text/event-stream; charset=utf-8");
    headers.set("cache-control", "no-cache");
    return new Response(streamOf(eventsOf(message, given, random), flow), { headers });
  }
}

/** A fake Anthropic API that refuses what the real one refuses, and plays the model by script. */
export function createProvider(options: ProviderOptions): Provider {
  return new FakeProvider(options);
}
