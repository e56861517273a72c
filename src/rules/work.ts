import { Watch } from "./facts/watch.ts";
import { Gate } from "./gate.ts";
import { fed } from "./line_ends.ts";
import type { Note, Rule, Sight } from "./rule.ts";
import { type Result, sightOf } from "./sight.ts";

/** A text on its way through the rules. */
export class Work {
  readonly #unwatched: ReadonlySet<Rule>;
  readonly #note: Note;
  readonly #gate: Gate;
  readonly #watch = new Watch();
  #sight: Sight;
  #shape: string | undefined;
  #isClaimed = false;
  #last: string | undefined;
  #restore = (text: string) => text;

  constructor(result: Result, note: Note, unwatched: ReadonlySet<Rule>) {
    this.#sight = sightOf(result);
    this.#note = note;
    this.#gate = new Gate(result.text);
    this.#unwatched = unwatched;
  }

  get text(): string {
    return this.#restore(this.#sight.text);
  }

  /** The rule that is to be told of; `undefined` where none had an answer. */
  get rule(): string | undefined {
    return this.#shape ?? this.#last;
  }

  /** A shape took it for its own, whatever it made of it. */
  get isClaimed(): boolean {
    return this.#isClaimed;
  }

  /** Shapes know lines that end in a line feed alone. */
  setReturnsApart(): void {
    const { text, restore } = fed(this.#sight.text);
    this.#restore = restore;
    this.#sight = { ...this.#sight, text };
  }

  /** All that match run; the last names the result where no shape does. */
  all(rules: readonly Rule[]): void {
    for (const rule of rules) {
      if (this.#run(rule)) this.#last = rule.name;
    }
  }

  /** All that match run; the first names the result. */
  each(rules: readonly Rule[]): void {
    for (const rule of rules) {
      if (!rule.matches(this.#sight)) continue;
      this.#isClaimed = true;
      if (this.#squeeze(rule)) this.#shape ??= rule.name;
    }
  }

  /** The first that answers. */
  first(rules: readonly Rule[]): void {
    this.#shape ??= rules.find((rule) => this.#run(rule))?.name;
  }

  /** Whether it is worth sending. Throws where a rule left out what must be told. */
  isDone(): boolean {
    // APIs refuse a text block that is blank.
    if (!this.#gate.gains() || this.text.trim() === "") return false;
    this.#watch.check(this.#sight.text);
    return true;
  }

  #run(rule: Rule): boolean {
    return rule.matches(this.#sight) && this.#squeeze(rule);
  }

  #squeeze(rule: Rule): boolean {
    const answer = rule.squeeze(this.#sight, this.#note);
    if (answer === undefined || !this.#gate.take(answer)) return false;
    const { text } = this.#sight;
    if (this.#unwatched.has(rule)) this.#watch.check(text);
    else this.#watch.answered(rule.name, text);
    this.#sight = { ...this.#sight, text: answer };
    return true;
  }
}
