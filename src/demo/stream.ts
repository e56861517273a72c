import { setTimeout as sleep } from "node:timers/promises";
import { frameOf } from "./events.ts";
import { piecesOf, type Random } from "./random.ts";
import type { Fault } from "./script.ts";
import type { Fields } from "./values.ts";

/** The connection went away: a server closes the socket, a caller in the same process gets it thrown. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";
}

/** How an answer's bytes come. */
export interface Flow {
  readonly random: Random;
  /** The largest piece that comes at once, in bytes. */
  readonly largest: number;
  /** Milliseconds between pieces. */
  readonly pace: number;
  readonly fault: Fault | undefined;
  /** The reader went away before the end. */
  readonly onCancel: () => void;
}

const OVERLOADED = {
  type: "error",
  error: { type: "overloaded_error", message: "Overloaded" },
};

/** The frames of an answer's events, gone wrong where the fault says so. */
async function* framesOf(
  events: readonly Fields[],
  { fault, random }: Flow,
): AsyncGenerator<string, void> {
  for (const [i, event] of events.entries()) {
    if (fault?.kind === "silence" && i === fault.after) await sleep(fault.ms);
    if (fault?.kind === "cut" && i === fault.after) throw new ConnectionReset("cut");
    if (fault?.kind === "error_event" && i === fault.after) {
      return yield frameOf(OVERLOADED, random);
    }
    yield frameOf(event, random);
  }
}

async function* bytesOf(
  events: readonly Fields[],
  flow: Flow,
): AsyncGenerator<Uint8Array, void> {
  for await (const frame of framesOf(events, flow)) {
    for (const piece of piecesOf(new TextEncoder().encode(frame), flow.largest, flow.random)) {
      if (flow.pace > 0) await sleep(flow.pace);
      yield piece;
    }
  }
}

/** Events as a stream of bytes, cut anywhere: inside events, inside characters. */
export function streamOf(events: readonly Fields[], flow: Flow): ReadableStream<Uint8Array> {
  const bytes = bytesOf(events, flow);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      flow.onCancel();
      await bytes.return();
    },
  }, { highWaterMark: 0 });
}
