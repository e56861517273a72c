import type { Config } from "../../src/config/config.ts";
import { defaultConfig } from "../../src/config/settings.ts";
import { createProvider, type Provider } from "../../src/demo/provider.ts";
import type { Fault, Step } from "../../src/demo/script.ts";
import { blocksOf, type Fields } from "../../src/demo/values.ts";
import { createProxy, type Proxy } from "../../src/proxy/proxy.ts";
import type { Sent } from "../../src/proxy/told.ts";
import { answerBodiesOf } from "./answers.ts";
import type { Recorded } from "../../tests/support/corpus.ts";
import type { Passage } from "../../tests/support/law.ts";

/** What became of one recorded request. */
export interface Replayed {
  readonly passage: Passage;
  /** From the request at our door to the same at the upstream's, in milliseconds. */
  readonly added: number;
  /** The client was not told what the upstream said. */
  readonly failed: boolean;
  /** What was read of it; nothing where the proxy reads no such requests. */
  readonly sent: Sent | undefined;
  /** What the upstream answered. */
  readonly status: number;
}

/** What the proxy says of itself. */
export interface Stats {
  readonly compressions: number;
  readonly by_rule: Readonly<Record<string, { readonly blocks: number } | undefined>>;
}

/** One session on its way through one proxy. */
export class Passing {
  readonly #provider: Provider = createProvider({ script: () => this.#step, strict: false });
  readonly #proxy: Proxy;
  #step: Step = { says: [] };
  #reachedAt = 0;
  #up: Uint8Array | undefined;
  #status = 0;
  #sent: Sent | undefined;
  #plain = "{}";
  readonly #plainAnswers: ReadonlyMap<number, string>;

  constructor(session: readonly Recorded[], config: Config = defaultConfig) {
    this.#plainAnswers = answerBodiesOf(session);
    const ignore = () => {};
    this.#proxy = createProxy({
      config,
      home: undefined,
      version: "bench",
      port: () => 8787,
      token: "bench",
      log: { info: ignore, warn: ignore, error: ignore },
      stop: ignore,
      send: (input, init) => this.#send(new Request(input, init)),
      told: (sent) => this.#sent = sent,
    });
  }

  /** `undefined` for what the proxy answers by itself. */
  async pass(
    session: string,
    recorded: Recorded,
    answer: Fields | undefined,
  ): Promise<Replayed | undefined> {
    const { method, path, body, n, kind } = recorded;
    this.#step = stepOf(recorded, answer);
    this.#plain = recorded.answer ?? this.#plainAnswers.get(n) ?? "{}";
    this.#up = undefined;
    this.#sent = undefined;
    const request = requestOf(recorded);
    const begun = performance.now();
    const response = await this.#proxy.fetch(request);
    const failed = response.status !== this.#status;
    // A stream that breaks off above breaks off here.
    await response.arrayBuffer().catch(() => undefined);
    if (this.#up === undefined) return undefined;
    const name = `${method} ${path} #${n} (${kind})`;
    const isCount = path.includes("/count_tokens");
    return {
      passage: { name, conversation: session, body, up: this.#up, isCount },
      added: this.#reachedAt - begun,
      failed,
      sent: this.#sent,
      status: this.#status,
    };
  }

  async close(): Promise<void> {
    await this.#proxy.close();
  }

  async stats(): Promise<Stats> {
    const url = "http://127.0.0.1:8787/squeezr/stats";
    const headers = { host: "127.0.0.1:8787" };
    return await (await this.#proxy.fetch(new Request(url, { headers }))).json();
  }

  /** The demo's provider speaks Anthropic Messages alone. */
  #answerTo(request: Request): Promise<Response> | Response {
    const isMessages = /\/v1\/messages\b/.test(request.url);
    return isMessages ? this.#provider.fetch(request) : plainAnswer(this.#plain, this.#step.fault);
  }

  async #send(request: Request): Promise<Response> {
    this.#reachedAt = performance.now();
    this.#up = new Uint8Array(await request.clone().arrayBuffer());
    // What we say where the upstream can't be reached.
    this.#status = 502;
    const response = await this.#answerTo(request);
    this.#status = response.status;
    return response;
  }
}

/** In one piece. */
function plainAnswer(body: string, fault: Fault | undefined): Response {
  const headers = { "content-type": "application/json" };
  if (fault === undefined) return new Response(body, { headers });
  if (fault.kind === "reset") throw new TypeError("connection reset");
  return new Response("{}", { headers, status: fault.kind === "status" ? fault.status : 200 });
}

function stepOf({ kind }: Recorded, answer: Fields | undefined): Step {
  const says = blocksOf(answer?.content ?? "Done.").map((block) =>
    ({ kind: "block", block }) as const
  );
  const fault = faultOf(kind);
  return fault ? { says, fault } : { says };
}

/** What went wrong then goes wrong again. */
function faultOf(kind: string): Fault | undefined {
  const name = /^fault:(.*)$/.exec(kind)?.[1];
  if (name === undefined) return undefined;
  if (name === "reset" || name === "hang") return { kind: "reset" };
  if (name === "midreset") return { kind: "cut", after: 3 };
  if (name === "sse-overloaded") return { kind: "error_event", after: 3 };
  return { kind: "status", status: Number(name), type: "api_error", message: name };
}

function requestOf({ method, path, headers, body }: Recorded): Request {
  return new Request(`http://127.0.0.1:8787${path}`, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: body.length > 0 ? body.slice() : null,
  });
}
