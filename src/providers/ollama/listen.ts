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
    this.#usage = usageOf(said);
  }

  heard(): Heard {
    return { marks: [], usage: this.#usage, ended: this.#ended, transformed: 0 };
  }
}

/** `prompt_eval_count` is what was read of the prompt, from its own memory or not. A failed answer tells neither. */
function usageOf(said: Value | undefined): Usage | undefined {
  const input = numberOf(field(said, "prompt_eval_count"));
  const output = numberOf(field(said, "eval_count"));
  if (input === undefined && output === undefined) return undefined;
  return {
    input: input ?? 0,
    cacheRead: 0,
    cacheWrite: 0,
    cacheWriteLong: 0,
    output: output ?? 0,
  };
}
