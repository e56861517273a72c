import { field, fields, items, kindOf, spansOf, textOf, type Value } from "../../../json/spans.ts";
import { rawOf } from "../../expanding/edits.ts";
import { TOOL_NAME } from "../../expanding/tool.ts";
import { isThought, toolIn } from "../../chat/block.ts";
import { Pieces } from "../../chat/pieces.ts";

/** A call that streams in. */
export class StreamedCall {
  readonly id: string;
  readonly tool: string;
  /** Its place among the calls of its message, as the upstream counts. */
  readonly index: number | undefined;
  #arguments = "";
  readonly #rest = new Map<string, string>();

  constructor(start: Value, index: number | undefined) {
    this.id = textOf(field(start, "id")) ?? "";
    this.tool = toolIn(start) ?? "";
    this.index = index;
  }

  get isOurs(): boolean {
    return this.tool === TOOL_NAME;
  }

  add(fragment: Value): void {
    this.#arguments += textOf(field(field(fragment, "function"), "arguments")) ?? "";
    for (const { key, value } of fields(fragment)) {
      const isKnown = key === "id" || key === "index" || key === "function";
      if (!isKnown && kindOf(value) !== "null") this.#rest.set(key, rawOf(value));
    }
  }

  get json(): string {
    const rest = [...this.#rest].map(([key, raw]) => `,${JSON.stringify(key)}:${raw}`).join("");
    const asked = JSON.stringify({ name: this.tool, arguments: this.#arguments });
    return `{"id":${JSON.stringify(this.id)}${rest},"function":${asked}}`;
  }
}

/** One fragment of a call, and the call that it is of. */
export interface Fragment {
  readonly value: Value;
  readonly call: StreamedCall;
  readonly isFirst: boolean;
}

/** What the model says in one round, put together from its chunks. */
export class Speech {
  readonly #fields = new Map<string, Pieces>();
  readonly #calls: StreamedCall[] = [];

  /** Adds what one chunk brings. Gives the fragments of calls in it. */
  add(delta: Value | undefined): Fragment[] {
    for (const { key, value } of fields(delta)) {
      const isKept = key === "content" || key === "function_call" || isThought(key);
      if (isKept && kindOf(value) !== "null") this.#pieces(key).add(value);
    }
    return items(field(delta, "tool_calls")).map((value) => this.#grow(value));
  }

  /** The message, as a whole answer would have it. */
  message(): Value {
    const said = [...this.#fields].map(([key, { json }]) => `${JSON.stringify(key)}:${json}`);
    const calls = this.#calls.map(({ json }) => json);
    return spansOf(new TextEncoder().encode(`{${[...said, `"tool_calls":[${calls}]`]}}`))!;
  }

  #pieces(name: string): Pieces {
    const pieces = this.#fields.get(name) ?? new Pieces();
    this.#fields.set(name, pieces);
    return pieces;
  }

  #grow(value: Value): Fragment {
    const known = this.#callOf(value);
    const call = known ?? new StreamedCall(value, indexIn(value));
    if (known === undefined) this.#calls.push(call);
    call.add(value);
    return { value, call, isFirst: known === undefined };
  }

  /** Some servers give all calls of a message the same index, or none, or no ids: a name begins another call there. */
  #callOf(fragment: Value): StreamedCall | undefined {
    const index = indexIn(fragment);
    const call = index === undefined
      ? this.#calls.at(-1)
      : this.#calls.findLast((call) => call.index === index);
    const id = textOf(field(fragment, "id"));
    const isAnother = id ? id !== call?.id : call?.id === "";
    return isAnother && toolIn(fragment) !== undefined ? undefined : call;
  }
}

function indexIn(fragment: Value): number | undefined {
  const index = field(fragment, "index");
  return index && kindOf(index) === "number" ? Number(rawOf(index)) : undefined;
}
