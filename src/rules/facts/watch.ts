import { FactLost, lostFact } from "./lost.ts";

/** Looks through what rules made of a text: once for all of them, since a look takes its time. */
export class Watch {
  readonly #answered: { readonly rule: string; readonly text: string }[] = [];

  /** The rule had an answer to this text. */
  answered(rule: string, text: string): void {
    this.#answered.push({ rule, text });
  }

  /** Throws where a rule took away what must be told; `text` is what became of it. Begins anew. */
  check(text: string): void {
    const answered = this.#answered.splice(0);
    if (answered.length === 0 || lostFact(answered[0].text, text) === undefined) return;
    for (const [i, { rule, text: before }] of answered.entries()) {
      const kind = lostFact(before, answered[i + 1]?.text ?? text);
      if (kind !== undefined) throw new FactLost(rule, kind);
    }
  }
}
