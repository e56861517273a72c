import { field, items, kindOf, numberOf, textOf, type Value } from "../../json/spans.ts";
import type { Heard, Usage } from "../../conversation/answer.ts";
import type { Mark } from "../../conversation/conversation.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import type { Learner } from "../listening.ts";

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
    this.#usage = usageOf(field(said, "usage")) ?? this.#usage;
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

/** `prompt_tokens` holds what was read from a cache and what was written to one. */
function usageOf(usage: Value | undefined): Usage | undefined {
  if (usage === undefined || kindOf(usage) !== "object") return undefined;
  const details = field(usage, "prompt_tokens_details");
  const cacheRead = numberOf(field(details, "cached_tokens")) ?? 0;
  const cacheWrite = numberOf(field(details, "cache_write_tokens")) ?? 0;
  const all = numberOf(field(usage, "prompt_tokens")) ?? 0;
  const output = numberOf(field(usage, "completion_tokens")) ?? 0;
  return { input: Math.max(0, all - cacheRead - cacheWrite), cacheRead, cacheWrite, output };
}
