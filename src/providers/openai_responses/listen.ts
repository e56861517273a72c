import { field, items, kindOf, numberOf, textOf, type Value } from "../../json/spans.ts";
import type { Heard, Usage } from "../../conversation/answer.ts";
import type { Mark, SaidCall } from "../../conversation/conversation.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import type { Learner } from "../listening.ts";
import { callOf } from "./say.ts";

/** Events that end an answer; each holds the whole response. */
const ENDS = new Set(["response.completed", "response.incomplete", "response.failed"]);

/** What is learned from the events of a stream, or from a whole response. */
export class ResponseLearner implements Learner {
  #marks: Mark[] = [];
  #calls: SaidCall[] = [];
  #usage: Usage | undefined;
  #ended = false;

  learn(said: Value | undefined): void {
    const type = textOf(field(said, "type")) ?? "";
    if (textOf(field(said, "object")) === "response") return this.#response(said, true);
    if (type === "response.created") return this.#response(field(said, "response"), false);
    if (type === "response.output_item.done") return this.#item(field(said, "item"));
    if (ENDS.has(type)) return this.#response(field(said, "response"), true);
  }

  heard(): Heard {
    const [marks, calls] = [this.#marks, this.#calls];
    [this.#marks, this.#calls] = [[], []];
    return { marks, calls, usage: this.#usage, ended: this.#ended, transformed: 0 };
  }

  #response(response: Value | undefined, isWhole: boolean): void {
    const conversation = field(response, "conversation");
    this.#marks.push(
      ...idMarks("answer", textOf(field(response, "id"))),
      ...idMarks("answer", textOf(field(conversation, "id"))),
    );
    for (const item of items(field(response, "output"))) this.#item(item);
    this.#usage = usageOf(field(response, "usage")) ?? this.#usage;
    this.#ended ||= isWhole;
  }

  #item(item: Value | undefined): void {
    const call = callOf(textOf(field(item, "type")) ?? "", item);
    if (call) {
      this.#calls.push(call);
      this.#marks.push(...idMarks("call", call.id));
    }
    this.#marks.push(...signatureMarks(textOf(field(item, "encrypted_content"))));
  }
}

/** `input_tokens` holds what was read from a cache and what was written to one. */
function usageOf(usage: Value | undefined): Usage | undefined {
  if (usage === undefined || kindOf(usage) !== "object") return undefined;
  const details = field(usage, "input_tokens_details");
  const cacheRead = numberOf(field(details, "cached_tokens")) ?? 0;
  const cacheWrite = numberOf(field(details, "cache_write_tokens")) ?? 0;
  const all = numberOf(field(usage, "input_tokens")) ?? 0;
  const output = numberOf(field(usage, "output_tokens")) ?? 0;
  return { input: Math.max(0, all - cacheRead - cacheWrite), cacheRead, cacheWrite, output };
}
