import { setTimeout } from "node:timers/promises";
import type { Fields } from "../../src/demo/values.ts";
import type { Handler } from "../../src/proxy/server.ts";

/** Names the ids of the calls in the answer: the client knows them already, since its session is written beforehand. */
export const IDS_HEADER = "x-bench-ids";

/** Asks for an answer of so many ticks. */
export const TICKS_HEADER = "x-bench-ticks";

/** Between two ticks, in milliseconds. */
const TICK = 5;

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "request-id": "req_bench",
};

const encoder = new TextEncoder();

/** A model that reads all that is sent and answers at once, as a small stream. */
export const answerAsModel: Handler = async (request) => {
  let bytes = 0;
  for await (const piece of request.body ?? []) bytes += piece.length;
  const ticks = Number(request.headers.get(TICKS_HEADER));
  if (ticks > 0) return new Response(ticking(ticks), { headers: HEADERS });
  const ids = request.headers.get(IDS_HEADER)?.split(" ") ?? [];
  return new Response(streamOf(framesOf(ids, bytes)), {
    headers: HEADERS,
  });
};

/** A model that thinks for long: comments of a stream, each with the time at which it was sent. */
function ticking(count: number): ReadableStream<Uint8Array> {
  let left = count;
  return new ReadableStream({
    async pull(controller) {
      if (left-- === 0) return controller.close();
      await setTimeout(TICK);
      controller.enqueue(encoder.encode(`: ${performance.timeOrigin + performance.now()}\n\n`));
    },
  }, { highWaterMark: 0 });
}

function streamOf(frames: readonly string[]): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next === frames.length) controller.close();
      else controller.enqueue(encoder.encode(frames[next++]));
    },
  }, { highWaterMark: 0 });
}

function framesOf(ids: readonly string[], bytes: number): string[] {
  const usage = { input_tokens: bytes >> 2, output_tokens: 1 };
  const message = { type: "message", role: "assistant", content: [], usage };
  return [
    frameOf({ type: "message_start", message }),
    ...ids.map((id, index) => callFrames(id, index).map(frameOf).join("")),
    frameOf({ type: "message_delta", delta: { stop_reason: "tool_use" }, usage }) +
    frameOf({ type: "message_stop" }),
  ];
}

function callFrames(id: string, index: number): Fields[] {
  const block = { type: "tool_use", id, name: "bash", input: {} };
  const delta = { type: "input_json_delta", partial_json: '{"command": "run"}' };
  return [
    { type: "content_block_start", index, content_block: block },
    { type: "content_block_delta", index, delta },
    { type: "content_block_stop", index },
  ];
}

function frameOf(event: Fields): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
