import { field, items, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import { BYTES_A_TOKEN } from "../../text/tokens.ts";
import type { Head, Mark } from "../../conversation/conversation.ts";
import { isMarked } from "../../conversation/content.ts";
import { CACHE_LIVES, CACHE_MINIMUM } from "./caching.ts";

/** Fields before the messages that the prompt is made of, in whichever API of this family. */
const BEFORE = ["instructions", "tools", "functions", "text", "response_format", "format"];

/** Where the server holds or changes the history. */
export interface Holding {
  readonly clearsResults: boolean;
  readonly follows: Mark | undefined;
}

/** What a request says outside its messages. */
export function headOf(body: Uint8Array, root: Value, holding: Holding): Head {
  const model = textOf(field(root, "model")) ?? "";
  const parts = BEFORE.map((name) => field(root, name)).filter((value) => value !== undefined);
  const bytes = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    model,
    digest: sha256(
      [model, ...parts.map(({ start, end }) => sha256(body.subarray(start, end)))].join("\n"),
    ),
    tokensBefore: Math.floor(bytes / BYTES_A_TOKEN),
    cacheMinimum: items(field(root, "tools")).length > 0 ? CACHE_MINIMUM : 0,
    cacheLives: CACHE_LIVES,
    isPinned: [root, ...items(field(root, "tools"))].some(isMarked),
    ...holding,
  };
}
