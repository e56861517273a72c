import { Buffer } from "node:buffer";
import { field, items, numberOf, type Value } from "../../../json/spans.ts";
import type { Edit } from "../../../json/splice.ts";
import { NOTHING_VISIBLE } from "../../expanding/message.ts";

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
    const edits = [...this.#counts].flatMap(([name, count]) => {
      const place = field(usage, name);
      more += count - (numberOf(place) ?? 0);
      return place ? [edit(place, `${count}`)] : [];
    });
    const total = field(usage, "totalTokenCount");
    return total ? [...edits, edit(total, `${(numberOf(total) ?? 0) + more}`)] : edits;
  }
}

/** An answer must say something: an empty one is refused when it comes back. */
export function nothingVisible(chunk: Value): Edit[] {
  const candidate = items(field(chunk, "candidates"))[0];
  const list = field(field(candidate, "content"), "parts");
  const part = JSON.stringify({ text: NOTHING_VISIBLE });
  if (list) return [edit(list, `[${part}]`)];
  const end = candidate.end - 1;
  return [{
    start: end,
    end,
    insert: Buffer.from(`,"content":{"role":"model","parts":[${part}]}`),
  }];
}

export function edit({ start, end }: Value, text: string): Edit {
  return { start, end, insert: Buffer.from(text) };
}
