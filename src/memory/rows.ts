import { Buffer } from "node:buffer";
import type { Because, Decision, Learned, OriginalId, Row, Target } from "../plan/decision.ts";
import type { Database, Fields } from "../sqlite/database.ts";
import { bytesOf, copyOf } from "./copy.ts";

/** Names a block within its conversation. */
export interface BlockKey {
  readonly anchor: string;
  readonly digest: string;
}

/** What a row takes beside its text, about: in memory as well as on disk. */
const ROW_OVERHEAD = 350;

const INSERT = `INSERT OR IGNORE INTO sent
  (conversation, anchor, digest, target_anchor, target_digest, kind, because, rule, original, text)
  SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
  WHERE (SELECT count(*) FROM sent WHERE conversation = ?1 AND anchor = ?2 AND digest = ?3) <= ?11`;

const SELECT =
  `SELECT wanted.key AS nth, target_anchor, target_digest, kind, because, rule, original, text
  FROM json_each(?) AS wanted
  CROSS JOIN conversations ON conversations.key = ?
  CROSS JOIN sent ON sent.conversation = conversations.id
    AND sent.anchor = wanted.value ->> 0 AND sent.digest = wanted.value ->> 1
  ORDER BY sent.id`;

/**
 * Writes the row, unless the table has one for this block and target: the first stands. Nor where it has more than the
 * row was decided in view of: another request was first.
 */
export function insertRow(database: Database, conversation: number, row: Learned): boolean {
  const { anchor, digest, decision, seen } = row;
  const to = decision.kind === "refer" ? decision.to : [];
  return database.run(
    INSERT,
    conversation,
    JSON.stringify(anchor),
    digest,
    to.length > 0 ? JSON.stringify(to.map(({ anchor }) => anchor)) : "",
    to.map(({ digest }) => digest).join(" "),
    decision.kind,
    decision.kind === "keep" ? decision.because : null,
    decision.kind === "keep" ? null : decision.rule ?? null,
    decision.kind === "keep" ? null : decision.original,
    decision.kind === "keep" ? null : Buffer.from(decision.text),
    seen,
  ) > 0;
}

/** What the table says of each block, oldest first. */
export function selectRows(database: Database, key: string, blocks: readonly BlockKey[]): Row[][] {
  const found = blocks.map((): Row[] => []);
  if (blocks.length === 0) return found;
  const wanted = blocks.map(({ anchor, digest }) => [JSON.stringify(anchor), digest]);
  for (const fields of database.all(SELECT, JSON.stringify(wanted), key)) {
    const nth = Number(fields.nth);
    const decision = decisionOf(fields);
    const { anchor, digest } = blocks[nth];
    if (decision) found[nth].push({ anchor: copyOf(anchor), digest, decision });
  }
  return found;
}

/** The same row in memory of its own. */
export function copyOfRow({ anchor, digest, decision }: Row): Row {
  const copy = decision.kind === "keep" ? decision : { ...decision, text: copyOf(decision.text) };
  return { anchor: copyOf(anchor), digest, decision: copy };
}

/** About how many bytes a row takes. */
export function bytesOfRow({ decision }: Row): number {
  return ROW_OVERHEAD + (decision.kind === "keep" ? 0 : bytesOf(decision.text));
}

/** `undefined` for a kind that only a newer version knows how to send. */
function decisionOf(fields: Fields): Decision | undefined {
  const text = fields.text instanceof Uint8Array ? Buffer.from(fields.text).toString() : "";
  // Whoever wrote the row had stored the original.
  const original = fields.original as OriginalId;
  switch (fields.kind) {
    case "keep":
      return { kind: "keep", because: fields.because as Because };
    case "squeeze":
      return { kind: "squeeze", rule: String(fields.rule), text, original };
    case "refer":
      return { kind: "refer", rule: ruleOf(fields), to: targetsOf(fields), text, original };
    default:
      return undefined;
  }
}

function ruleOf({ rule }: Fields): string | undefined {
  return typeof rule === "string" ? rule : undefined;
}

/** Anchors are a list in JSON; the first tables had a lone one. */
function targetsOf({ target_anchor, target_digest }: Fields): Target[] {
  const anchors: unknown = JSON.parse(String(target_anchor));
  const digests = String(target_digest).split(" ");
  return (Array.isArray(anchors) ? anchors : [anchors])
    .map((anchor, i) => ({ anchor: String(anchor), digest: digests[i] }));
}
