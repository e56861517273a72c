import type { Row } from "../plan/decision.ts";
import { bytesOf } from "./copy.ts";
import { createLru } from "./lru.ts";
import { type BlockKey, bytesOfRow } from "./rows.ts";

/** The rows of the conversations in use, in memory. It holds no misses: what is not here may be in the table. */
export interface HeldRows {
  /** For each block its rows, oldest first, or `undefined` where none is held. */
  of(key: string, blocks: readonly BlockKey[]): (readonly Row[] | undefined)[];
  /** Takes over what the table says of some blocks in place of what was held of them. */
  hold(key: string, found: readonly (readonly Row[])[]): void;
  clear(): void;
}

/** Maps in maps: to join the parts of a key would cost a string for each block of each request. */
interface Conversation {
  readonly anchors: Map<string, Map<string, readonly Row[]>>;
  bytes: number;
}

/** Bounded to `maxBytes`. Conversations go whole, the one used longest ago first. */
export function createHeldRows(maxBytes: number): HeldRows {
  const conversations = createLru<string, Conversation>({
    maxWeight: maxBytes,
    weigh: (conversation) => conversation.bytes,
  });

  function of(key: string, blocks: readonly BlockKey[]): (readonly Row[] | undefined)[] {
    const anchors = conversations.get(key)?.anchors;
    return blocks.map(({ anchor, digest }) => anchors?.get(anchor)?.get(digest));
  }

  function hold(key: string, found: readonly (readonly Row[])[]): void {
    const known = found.filter((rows) => rows.length > 0);
    if (known.length === 0) return;
    const conversation = conversations.get(key) ?? { anchors: new Map(), bytes: 0 };
    for (const rows of known) put(conversation, rows);
    // Setting it again weighs it again.
    conversations.set(key, conversation);
  }

  return { of, hold, clear: conversations.clear };
}

function put(conversation: Conversation, rows: readonly Row[]): void {
  const { anchor, digest } = rows[0];
  const digests = conversation.anchors.get(anchor) ?? new Map<string, readonly Row[]>();
  conversation.bytes += weightOf(rows) - weightOf(digests.get(digest) ?? []);
  conversation.anchors.set(anchor, digests.set(digest, rows));
}

/** The literal of a text takes about as much as the text (`Literals`). */
function weightOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => {
    const { decision } = row;
    return sum + bytesOfRow(row) + (decision.kind === "keep" ? 0 : bytesOf(decision.text));
  }, 0);
}
