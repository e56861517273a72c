import { Buffer } from "node:buffer";
import { createParser } from "eventsource-parser";
import { spansOf, type Value } from "../json/spans.ts";
import type { Heard, Listener } from "../conversation/answer.ts";

/** What an API's answer teaches, piece by piece. */
export interface Learner {
  /** Whether an event of a stream may teach anything: asked before it is read, as most of them do not. */
  mayTeach?(event: string | undefined, data: string): boolean;
  /** One event of a stream, or the whole answer. */
  learn(said: Value | undefined): void;
  heard(): Heard;
}

/** An answer in one piece is read when it is whole; longer ones pass unread. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** Listens to an answer with these headers, streamed as server-sent events, as lines of JSON, or in one piece. */
export function listening(headers: Headers, stream: Learner, whole: Learner): Listener | undefined {
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) return eventListener(stream);
  if (type.startsWith("application/x-ndjson")) return lineListener(stream);
  if (!type.startsWith("application/json")) return undefined;
  return wholeListener(whole, Number(headers.get("content-length") ?? Infinity));
}

function eventListener(learner: Learner): Listener {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (learner.mayTeach?.(event, data) !== false) learner.learn(spansOf(Buffer.from(data)));
    },
  });
  return {
    hear: (bytes) => {
      parser.feed(decoder.decode(bytes, { stream: true }));
      return learner.heard();
    },
    end: () => learner.heard(),
  };
}

const FEED = 0x0a;

function lineListener(learner: Learner): Listener {
  let parts: Uint8Array[] = [];
  const line = () => {
    const bytes = Buffer.concat(parts);
    parts = [];
    if (bytes.length > 0) learner.learn(spansOf(bytes));
  };
  return {
    hear: (bytes) => {
      let from = 0;
      for (let at = bytes.indexOf(FEED); at >= 0; at = bytes.indexOf(FEED, from)) {
        parts.push(bytes.subarray(from, at));
        line();
        from = at + 1;
      }
      if (from < bytes.length) parts.push(bytes.slice(from));
      return learner.heard();
    },
    end: () => {
      line();
      return learner.heard();
    },
  };
}

/** `length`, where the answer tells it, lets its last bytes be read before they go on. */
function wholeListener(learner: Learner, length: number): Listener {
  let parts: Uint8Array[] | undefined = [];
  let sofar = 0;
  const read = () => {
    if (parts) learner.learn(spansOf(Buffer.concat(parts)));
    parts = undefined;
    return learner.heard();
  };
  return {
    hear: (bytes) => {
      sofar += bytes.length;
      if (sofar > LONGEST_ANSWER) parts = undefined;
      parts?.push(bytes);
      return sofar >= length ? read() : learner.heard();
    },
    end: read,
  };
}
