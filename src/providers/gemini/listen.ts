import { field, items, kindOf, numberOf, textOf, type Value } from "../../json/spans.ts";
import type { Heard, Usage } from "../../conversation/answer.ts";
import type { Mark } from "../../conversation/conversation.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import type { Learner } from "../listening.ts";

/** What is learned from the chunks of an answer, one by one or all in one list. */
export class GeminiLearner implements Learner {
  #marks: Mark[] = [];
  #usage: Usage | undefined;
  #ended = false;
  #id: string | undefined;

  learn(said: Value | undefined): void {
    if (said !== undefined && kindOf(said) === "array") {
      for (const chunk of items(said)) this.learn(chunk);
      return;
    }
    const id = textOf(field(said, "responseId"));
    if (id !== this.#id) this.#marks.push(...idMarks("answer", id));
    this.#id = id;
    for (const candidate of items(field(said, "candidates"))) {
      for (const part of items(field(field(candidate, "content"), "parts"))) this.#part(part);
      this.#ended ||= textOf(field(candidate, "finishReason")) !== undefined;
    }
    this.#usage = usageOf(field(said, "usageMetadata")) ?? this.#usage;
  }

  heard(): Heard {
    const marks = this.#marks;
    this.#marks = [];
    return { marks, usage: this.#usage, ended: this.#ended, transformed: 0 };
  }

  #part(part: Value): void {
    this.#marks.push(
      ...idMarks("call", textOf(field(field(part, "functionCall"), "id"))),
      ...signatureMarks(textOf(field(part, "thoughtSignature"))),
    );
  }
}

/** The prompt's count holds what was read from a cache; thoughts are billed as output. Each chunk repeats it. */
function usageOf(usage: Value | undefined): Usage | undefined {
  if (usage === undefined) return undefined;
  const count = (name: string) => numberOf(field(usage, name)) ?? 0;
  const cacheRead = count("cachedContentTokenCount");
  return {
    input: Math.max(0, count("promptTokenCount") + count("toolUsePromptTokenCount") - cacheRead),
    cacheRead,
    cacheWrite: 0,
    cacheWriteLong: 0,
    output: count("candidatesTokenCount") + count("thoughtsTokenCount"),
  };
}
