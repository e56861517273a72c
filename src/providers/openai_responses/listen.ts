import { field, items, textOf, type Value } from "../../json/spans.ts";
import type { Heard, Usage } from "../../conversation/answer.ts";
import type { Mark, SaidCall } from "../../conversation/conversation.ts";
import { idMarks, signatureMarks } from "../../conversation/marks.ts";
import type { Learner } from "../listening.ts";
import { type UsageNames, usageOf } from "../openai/usage.ts";
import { callOf } from "./say.ts";

const NAMES: UsageNames = {
  prompt: "input_tokens",
  details: "input_tokens_details",
  output: "output_tokens",
};

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
    this.#usage = usageOf(field(response, "usage"), NAMES) ?? this.#usage;
    this.#ended ||= isWhole;
  }

  #item(item: Value | undefined): void {
    const call = callOf(textOf(field(item, "type")) ?? "", item);
    if (call) {
      this.#calls.push(call);
      this.#marks.push(...idMarks("call", call.id));
    }
    this.#marks.push(
      ...idMarks("answer", textOf(field(item, "id"))),
      ...signatureMarks(textOf(field(item, "encrypted_content"))),
    );
  }
}
