import { items, kindOf, textOf, type Value } from "../../json/spans.ts";
import { rawOf } from "../expanding/edits.ts";

/** Puts a value together that came in pieces: texts and lists grow, of anything else the last stands. */
export class Pieces {
  #text: string | undefined;
  #items: string[] | undefined;
  #last = "null";

  add(value: Value): void {
    const text = textOf(value);
    if (text !== undefined) this.#text = (this.#text ?? "") + text;
    else if (kindOf(value) === "array") (this.#items ??= []).push(...items(value).map(rawOf));
    else if (kindOf(value) !== "null") this.#last = rawOf(value);
  }

  /** The whole, as JSON. */
  get json(): string {
    if (this.#text !== undefined) return JSON.stringify(this.#text);
    return this.#items ? `[${this.#items}]` : this.#last;
  }
}
