import { field, items, textOf, type Value } from "../../json/spans.ts";
import type { Heard, Usage } from "../../conversation/answer.ts";
import type { Mark } from "../../conversation/conversation.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import type { Learner } from "../listening.ts";
import { usageOf } from "./usage.ts";

/** What is learned from the events of a stream, or from a whole message. */
export class MessageLearner implements Learner {
  #marks: Mark[] = [];
  #usage: Usage | undefined;
  #ended = false;
  #transformed = 0;
  /** The signature of the block under way: it may come in parts. */
  #signature = "";

  /** Most of an answer is pieces of text, of which nothing is learned. */
  mayTeach(event: string | undefined, data: string): boolean {
    return event !== "content_block_delta" || data.includes("signature");
  }

  learn(event: Value | undefined): void {
    switch (textOf(field(event, "type"))) {
      case "message":
        return this.#message(event, true);
      case "message_start":
        return this.#message(field(event, "message"), false);
      case "content_block_start":
        return this.#block(field(event, "content_block"));
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

  #message(message: Value | undefined, isWhole: boolean): void {
    if (textOf(field(message, "type")) !== "message") return;
    this.#marks.push(...idMarks("answer", textOf(field(message, "id"))));
    for (const block of items(field(message, "content"))) {
      this.#block(block);
      this.#marks.push(...signatureMarks(this.#signature));
      this.#signature = "";
    }
    this.#usage = usageOf(field(message, "usage"), this.#usage);
    this.#transformed += items(field(message, "input_transformations")).length;
    this.#ended ||= isWhole;
  }

  #block(block: Value | undefined): void {
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
