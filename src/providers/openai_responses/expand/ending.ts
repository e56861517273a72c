import { field, numberOf, type Value } from "../../../json/spans.ts";
import type { Edit } from "../../../json/splice.ts";
import { replacing } from "../../expanding/edits.ts";
import { NOTHING_VISIBLE } from "../../expanding/message.ts";

/** What the model wrote, in tokens, in all rounds. What it was given stays counted as in the last one. */
export class Written {
  #output = 0;
  #reasoning = 0;

  add(response: Value | undefined): void {
    const { output, reasoning } = placesIn(response);
    this.#output += numberOf(output) ?? 0;
    this.#reasoning += numberOf(reasoning) ?? 0;
  }

  /** What to put where into the last round's response. */
  placesIn(response: Value | undefined): [Value | undefined, string][] {
    const { input, output, reasoning, total } = placesIn(response);
    return [
      [output, `${this.#output}`],
      [reasoning, `${this.#reasoning}`],
      [total, `${(numberOf(input) ?? 0) + this.#output}`],
    ];
  }
}

function placesIn(response: Value | undefined) {
  const usage = field(response, "usage");
  return {
    input: field(usage, "input_tokens"),
    output: field(usage, "output_tokens"),
    reasoning: field(field(usage, "output_tokens_details"), "reasoning_tokens"),
    total: field(usage, "total_tokens"),
  };
}

/** What the client was given of all rounds. */
export interface Given {
  /** The first round's. */
  readonly id: string | undefined;
  /** Its items, as JSON. */
  readonly output: readonly string[];
  readonly written: Written;
}

/** Makes the last round's response that of all rounds. */
export function endEdits(
  response: Value | undefined,
  { id, output, written }: Given,
): Edit[] {
  return replacing([
    [id === undefined ? undefined : field(response, "id"), JSON.stringify(id)],
    [field(response, "output"), `[${output.join(",")}]`],
    ...written.placesIn(response),
  ]);
}

/** A message of ours, where an answer has nothing that the client could be given. */
export function nothingVisible(responseId: string | undefined) {
  const part = { type: "output_text", text: NOTHING_VISIBLE, annotations: [] };
  return {
    id: `msg_of_${responseId ?? "squeezr"}`,
    type: "message",
    status: "completed",
    role: "assistant",
    content: [part],
  };
}
