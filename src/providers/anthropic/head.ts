import { field, isSameValue, items, textOf, type Value } from "../../json/spans.ts";
import { sha256 } from "../../text/digest.ts";
import { BYTES_A_TOKEN } from "../../text/tokens.ts";
import { idMarks } from "../../conversation/marks.ts";
import type { Conversation, Head } from "../../conversation/conversation.ts";
import type { Asked } from "../provider.ts";
import { cacheMinimumOf, FIVE_MINUTES, ONE_HOUR } from "./caching.ts";
import { modelOnVertex } from "./vertex.ts";
import { contentOf, digestBut, isMarked, literalOf } from "../../conversation/content.ts";

/** What an Anthropic request says outside its messages. The digest is taken over from `before` where that is the same. */
export function headOf(
  body: Uint8Array,
  root: Value,
  { path = "" }: Asked,
  before?: Conversation,
): Head {
  const model = textOf(field(root, "model")) ?? modelOnVertex(path) ?? "";
  const tools = items(field(root, "tools"));
  const system = contentOf(field(root, "system")).map(({ value }) => value);
  const markers = [root, ...tools, ...system].filter(isMarked);
  const lasting = markers.some((value) =>
    textOf(field(field(value, "cache_control"), "ttl")) === "1h"
  );
  const bytes = [...tools, ...system].reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    model,
    digest: knownDigest(root, model, before) ?? sha256([
      model,
      ...tools.map((tool) => digestBut(body, tool)),
      ...system.map((block) => digestBut(body, literalOf(block) ?? block)),
    ].join("\n")),
    tokensBefore: Math.floor(bytes / BYTES_A_TOKEN),
    cacheMinimum: markers.length > 0 ? cacheMinimumOf(model) : 0,
    cacheLives: lasting ? ONE_HOUR : FIVE_MINUTES,
    clearsResults: clearsResults(root),
    isPinned: markers.length > 0,
    follows: idMarks("answer", textOf(field(field(root, "thread"), "previous_message_id")))[0],
  };
}

/** Where all that is digested stands in `before` too, byte for byte. */
function knownDigest(root: Value, model: string, before?: Conversation): string | undefined {
  const isSame = before?.head.model === model &&
    ["tools", "system"].every((name) => isSameValue(field(root, name), field(before.root, name)));
  return isSame ? before.head.digest : undefined;
}

/** `clear_thinking_*` leaves results alone; every other edit may take one away. */
function clearsResults(root: Value): boolean {
  return items(field(field(root, "context_management"), "edits"))
    .some((edit) => !textOf(field(edit, "type"))?.startsWith("clear_thinking_"));
}
