import { Buffer } from "node:buffer";
import { field, items, numberOf, type Value } from "../../../json/spans.ts";
import type { Edit } from "../../../json/splice.ts";
import { membersBut, replacing } from "../../expanding/edits.ts";

/** What the model wrote, in tokens, in all rounds. The prompt's count stays the last round's. */
export class Written {
  readonly #counts = new Map<string, number>();

  add(chunk: Value | undefined): void {
    for (const name of ["candidatesTokenCount", "thoughtsTokenCount"]) {
      const count = numberOf(field(field(chunk, "usageMetadata"), name)) ?? 0;
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
    }
  }

  editsIn(chunk: Value): Edit[] {
    const usage = field(chunk, "usageMetadata");
    let more = 0;
    const counts = [...this.#counts].map(([name, count]) => {
      const place = field(usage, name);
      more += count - (numberOf(place) ?? 0);
      return [place, `${count}`] as const;
    });
    const total = field(usage, "totalTokenCount");
    return replacing([...counts, [total, `${(numberOf(total) ?? 0) + more}`]]);
  }
}

/**
 * The chunk with this text alone. An answer must say something: an empty one is refused when it comes back, and Google's
 * own SDK takes one chunk without parts for an answer that failed.
 */
export function saying(chunk: Value, text: string): Edit[] {
  const candidate = items(field(chunk, "candidates"))[0];
  const list = field(field(candidate, "content"), "parts");
  const part = JSON.stringify({ text });
  if (list) return replacing([[list, `[${part}]`]]);
  const end = candidate.end - 1;
  return [{
    start: end,
    end,
    insert: Buffer.from(`,"content":{"role":"model","parts":[${part}]}`),
  }];
}

/** The chunk as one that more chunks follow. */
export function goingOn(chunk: Value): Edit[] {
  const candidate = items(field(chunk, "candidates"))[0];
  return replacing([[candidate, `{${membersBut(candidate, ["finishReason", "finishMessage"])}}`]]);
}
