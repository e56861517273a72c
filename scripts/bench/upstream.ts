import type { Fields } from "../../src/demo/values.ts";
import type { Handler } from "../../src/proxy/server.ts";

/** Names the ids of the calls in the answer: the client knows them already, since its session is written beforehand. */
export const IDS_HEADER = "x-bench-ids";

const encoder = new TextEncoder();

/** A model that reads all that is sent and answers at once, as a small stream. */
export const answerAsModel: Handler = async (request) => {
  let bytes = 0;
  for await (const piece of request.body ?? []) bytes += piece.length;
  const ids = request.headers.get(IDS_HEADER)?.split(" ") ?? [];
  return new Response(streamOf(framesOf(ids, bytes)), {
    headers: { "content-type": "text/event-stream; charset=utf-8", "request-id": "req_bench" },
  });
};

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
