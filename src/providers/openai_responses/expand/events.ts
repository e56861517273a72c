import { field, numberOf, type Value } from "../../../json/spans.ts";
import { type Edit, splice } from "../../../json/splice.ts";
import { replacing } from "../../expanding/edits.ts";
import { typeOf } from "./block.ts";
import { nothingVisible } from "./ending.ts";

/** Numbers the events that go down one after the other, whatever they were numbered by the upstream. */
export class Numbering {
  #next = 0;

  /** The event goes down as it came. */
  passed(event: Value | undefined): void {
    this.#next = (numberOf(field(event, "sequence_number")) ?? this.#next - 1) + 1;
  }

  /** The event as it goes down now: with its number, and with the index that its item has for the client. */
  written(event: Value, index: number | undefined, edits: readonly Edit[] = []): Uint8Array {
    const places = [
      place(event, "sequence_number", this.#next++),
      index === undefined ? undefined : place(event, "output_index", index),
    ].filter((pair) => pair !== undefined);
    const all = [...replacing(places), ...edits].sort((a, b) => a.start - b.start);
    return eventBytes(typeOf(event), new TextDecoder().decode(splice(event.tape.body, all)));
  }

  /** The events of a message of ours. */
  nothingVisible(responseId: string | undefined): Uint8Array[] {
    const item = nothingVisible(responseId);
    const [part] = item.content;
    const inPart = { item_id: item.id, output_index: 0, content_index: 0 };
    const events: [string, Record<string, unknown>][] = [
      ["output_item.added", {
        output_index: 0,
        item: { ...item, status: "in_progress", content: [] },
      }],
      ["content_part.added", { ...inPart, part: { ...part, text: "" } }],
      ["output_text.delta", { ...inPart, delta: part.text, logprobs: [] }],
      ["output_text.done", { ...inPart, text: part.text, logprobs: [] }],
      ["content_part.done", { ...inPart, part }],
      ["output_item.done", { output_index: 0, item }],
    ];
    return events.map(([name, rest]) => {
      const type = `response.${name}`;
      return eventBytes(type, JSON.stringify({ type, sequence_number: this.#next++, ...rest }));
    });
  }
}

/** The value's place and the number to be put there; `undefined` where it is that number already, or not there. */
function place(event: Value, name: string, number: number): [Value, string] | undefined {
  const value = field(event, name);
  return value === undefined || numberOf(value) === number ? undefined : [value, `${number}`];
}

function eventBytes(type: string, data: string): Uint8Array {
  return new TextEncoder().encode(`event: ${type}\ndata: ${data}\n\n`);
}
