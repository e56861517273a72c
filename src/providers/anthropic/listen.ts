import { Buffer } from "node:buffer";
import { createParser } from "eventsource-parser";
import { field, items, spansOf, textOf, type Value } from "../../json/spans.ts";
import type { Heard, Listener, Usage } from "../../conversation/answer.ts";
import type { Mark } from "../../conversation/conversation.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import { usageOf } from "./usage.ts";

/** An answer to a request without `stream` is read when it is whole; longer ones pass unread. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** Listens to an answer of `/v1/messages`, streamed or not. */
export function listenerFor(headers: Headers): Listener | undefined {
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) return streamListener();
  if (!type.startsWith("application/json")) return undefined;
  return messageListener(Number(headers.get("content-length") ?? Infinity));
}

function streamListener(): Listener {
  const decoder = new TextDecoder();
  const answer = new Answer();
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (tells(event, data)) answer.event(spansOf(Buffer.from(data)));
    },
  });
  return {
    hear: (bytes) => {
      parser.feed(decoder.decode(bytes, { stream: true }));
      return answer.heard();
    },
    end: () => answer.heard(),
  };
}

/** Most of an answer is pieces of text, of which nothing is learned. */
function tells(event: string | undefined, data: string): boolean {
  return event !== "content_block_delta" || data.includes("signature");
}

/** `length`, where the answer tells it, lets its last bytes be read before they go on. */
function messageListener(length: number): Listener {
  const answer = new Answer();
  let parts: Uint8Array[] | undefined = [];
  let sofar = 0;
  const read = () => {
    if (parts) answer.message(spansOf(Buffer.concat(parts)), true);
    parts = undefined;
    return answer.heard();
  };
  return {
    hear: (bytes) => {
      sofar += bytes.length;
      if (sofar > LONGEST_ANSWER) parts = undefined;
      parts?.push(bytes);
      return sofar >= length ? read() : answer.heard();
    },
    end: read,
  };
}

/** What was heard of one answer so far. */
class Answer {
  #marks: Mark[] = [];
  #usage: Usage | undefined;
  #ended = false;
  #transformed = 0;
  /** The signature of the block under way: it may come in parts. */
  #signature = "";

  event(event: Value | undefined): void {
    switch (textOf(field(event, "type"))) {
      case "message_start":
        return this.message(field(event, "message"), false);
      case "content_block_start":
        return this.block(field(event, "content_block"));
      case "content_block_delta":
        this.#signature += textOf(field(field(event, "delta"), "signature")) ?? "";
        return;
      case "content_block_stop":
        this.#marks.push(...signatureMarks(this.#signature));
        this.#signature = "";
        return;
      case "message_delta":
        this.#usage = usageOf(field(event, "usage"), this.#usage);
        return;
      case "message_stop":
        this.#ended = true;
    }
  }

  message(message: Value | undefined, isWhole: boolean): void {
    if (textOf(field(message, "type")) !== "message") return;
    this.#marks.push(...idMarks("answer", textOf(field(message, "id"))));
    for (const block of items(field(message, "content"))) {
      this.block(block);
      this.#marks.push(...signatureMarks(this.#signature));
      this.#signature = "";
    }
    this.#usage = usageOf(field(message, "usage"), this.#usage);
    this.#transformed += items(field(message, "input_transformations")).length;
    this.#ended ||= isWhole;
  }

  block(block: Value | undefined): void {
    const type = textOf(field(block, "type")) ?? "";
    if (type.endsWith("tool_use")) this.#marks.push(...idMarks("call", textOf(field(block, "id"))));
    if (type === "redacted_thinking") {
      this.#marks.push(...signatureMarks(textOf(field(block, "data"))));
    }
    this.#signature = type === "thinking" ? textOf(field(block, "signature")) ?? "" : "";
  }

  heard(): Heard {
    const marks = this.#marks;
    this.#marks = [];
    return { marks, usage: this.#usage, ended: this.#ended, transformed: this.#transformed };
  }
}
