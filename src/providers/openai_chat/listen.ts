import { field, items, textOf, type Value } from "../../json/spans.ts";
import type { Heard, Usage } from "../../conversation/answer.ts";
import type { Mark } from "../../conversation/conversation.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import type { Learner } from "../listening.ts";
import { type UsageNames, usageOf } from "../openai/usage.ts";

const NAMES: UsageNames = {
  prompt: "prompt_tokens",
  details: "prompt_tokens_details",
  output: "completion_tokens",
};

/** What is learned from chunks of a stream, or from a whole answer, which has `message` where chunks have `delta`. */
export class ChatLearner implements Learner {
  #marks: Mark[] = [];
  #usage: Usage | undefined;
  #ended = false;
  #id: string | undefined;

  learn(said: Value | undefined): void {
    this.#answer(textOf(field(said, "id")));
    for (const choice of items(field(said, "choices"))) {
      const spoken = field(choice, "delta") ?? field(choice, "message");
      for (const call of items(field(spoken, "tool_calls"))) this.#call(call);
      this.#ended ||= textOf(field(choice, "finish_reason")) !== undefined;
    }
    this.#usage = usageOf(field(said, "usage"), NAMES) ?? this.#usage;
  }

  heard(): Heard {
    const marks = this.#marks;
    this.#marks = [];
    return { marks, usage: this.#usage, ended: this.#ended, transformed: 0 };
  }

  #answer(id: string | undefined): void {
    if (id === this.#id) return;
    this.#id = id;
    this.#marks.push(...idMarks("answer", id));
  }

  #call(call: Value): void {
    const google = field(field(call, "extra_content"), "google");
    this.#marks.push(
      ...idMarks("call", textOf(field(call, "id"))),
      ...signatureMarks(textOf(field(google, "thought_signature"))),
    );
  }
}
