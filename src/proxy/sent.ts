import type { Block } from "../conversation/conversation.ts";
import type { Decision, Row } from "../plan/decision.ts";

/** What the blocks of one request were sent as, by call and digest. */
export class SentRows {
  readonly #byCall = new Map<string, Map<string, Decision[]>>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) this.#add(row);
  }

  /** The oldest first. */
  of(block: Block): readonly Decision[] {
    return this.#byCall.get(block.anchor)?.get(block.digest) ?? NONE;
  }

  /** Takes what the table says of these blocks in place of what was known; whether that is anything new. */
  correct(learned: readonly Row[], table: readonly Row[]): boolean {
    const before = learned.map((row) => signOf(row));
    const after = new Set(table.map((row) => signOf(row)));
    for (const { anchor, digest } of table) this.#byCall.get(anchor)?.delete(digest);
    for (const row of table) this.#add(row);
    return before.some((sign) => !after.has(sign));
  }

  #add({ anchor, digest, decision }: Row): void {
    let byDigest = this.#byCall.get(anchor);
    if (byDigest === undefined) this.#byCall.set(anchor, byDigest = new Map());
    const rows = byDigest.get(digest);
    if (rows) rows.push(decision);
    else byDigest.set(digest, [decision]);
  }
}

const NONE: readonly Decision[] = [];

/** Two rows with one sign send the same bytes. */
function signOf({ anchor, digest, decision }: Row): string {
  return JSON.stringify([anchor, digest, decision.kind === "keep" ? "" : decision.text]);
}
