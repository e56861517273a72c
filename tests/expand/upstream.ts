import type { Fields } from "../../src/demo/values.ts";

const encoder = new TextEncoder();

/** Events as a provider streams them. */
export function sse(...events: readonly Fields[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

export const START: Fields = {
  type: "message_start",
  message: {
    id: "msg_first",
    type: "message",
    role: "assistant",
    content: [],
    usage: { input_tokens: 10, output_tokens: 1 },
  },
};

/** The events of one block. */
export function block(
  index: number,
  content_block: Fields,
  ...deltas: readonly Fields[]
): Fields[] {
  return [
    { type: "content_block_start", index, content_block },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

/** The events of a text. */
export function textBlock(index: number, text: string): Fields[] {
  return block(index, { type: "text", text: "" }, { type: "text_delta", text });
}

/** The events of a call of ours, its input as it is streamed. */
export function ourCall(index: number, input: string, id = `toolu_of_ours_${index}`): Fields[] {
  const start = { type: "tool_use", id, name: "squeezr_expand", input: {} };
  return block(index, start, { type: "input_json_delta", partial_json: input });
}

/** The events at the end of a message. */
export function ended(stop_reason: string, output_tokens = 5): Fields[] {
  return [
    {
      type: "message_delta",
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens },
    },
    { type: "message_stop" },
  ];
}

/** An answer of these bytes, cut as they are. */
export function streamed(...pieces: readonly (string | Uint8Array)[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
      }
      controller.close();
    },
  });
  return eventStream(body);
}

/** An answer whose bytes come when the test says so. */
export class Trickle {
  readonly response: Response;
  isCancelled = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      cancel: () => void (this.isCancelled = true),
    });
    this.response = eventStream(body);
  }

  push(text: string): void {
    this.#controller?.enqueue(encoder.encode(text));
  }

  close(): void {
    this.#controller?.close();
  }

  /** The connection breaks. */
  cut(): void {
    this.#controller?.error(new Error("cut"));
  }
}

function eventStream(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8" } });
}

/** A whole answer. */
export function whole(message: Fields): Response {
  return Response.json({ type: "message", role: "assistant", ...message });
}

/** What the test answers to a request. */
export type Answering = (request: Request) => Response | Promise<Response>;

/** An upstream that gives these answers, one after another. */
export class Upstream {
  readonly requests: Request[] = [];
  readonly bodies: Fields[] = [];
  readonly #answers: readonly Answering[];

  constructor(...answers: readonly Answering[]) {
    this.#answers = answers;
  }

  async fetch(request: Request): Promise<Response> {
    const nth = this.requests.push(request) - 1;
    this.bodies.push(await request.clone().json());
    const answer = this.#answers[nth];
    if (answer === undefined) throw new Error(`request ${nth} was not expected`);
    return await answer(request);
  }
}

/** Reads a body piece by piece. */
export class Reading {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();

  constructor(response: Response) {
    this.#reader = response.body!.getReader();
  }

  /** The next bytes, as text; `undefined` at the end. */
  async next(): Promise<string | undefined> {
    const { done, value } = await this.#reader.read();
    return done ? undefined : this.#decoder.decode(value, { stream: true });
  }

  /** Reads on until this was said. */
  async until(said: string): Promise<string> {
    let text = "";
    while (!text.includes(said)) {
      const more = await this.next();
      if (more === undefined) throw new Error(`the end came before ${said}: ${text}`);
      text += more;
    }
    return text;
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}
