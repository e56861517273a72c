import { booleanOf, field, numberOf, type Value } from "../../json/spans.ts";
import type { Heard, Usage } from "../../conversation/answer.ts";
import type { Learner } from "../listening.ts";

/** What is learned from an answer's last line: what it took. Nothing in it tells conversations apart. */
export class OllamaLearner implements Learner {
  #usage: Usage | undefined;
  #ended = false;

  learn(said: Value | undefined): void {
    if (booleanOf(field(said, "done")) !== true) return;
    this.#ended = true;
    this.#usage = {
      input: numberOf(field(said, "prompt_eval_count")) ?? 0,
      cacheRead: 0,
      cacheWrite: 0,
      output: numberOf(field(said, "eval_count")) ?? 0,
    };
  }

  heard(): Heard {
    return { marks: [], usage: this.#usage, ended: this.#ended, transformed: 0 };
  }
}
