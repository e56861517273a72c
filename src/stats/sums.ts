/** What is added up of requests: counts, tokens as the provider counts them, and dollars. */
export const requestColumns = [
  "requests",
  /** Requests whose tokens the provider told, of models whose price is known. */
  "billed",
  /** Requests whose tokens the provider did not tell. */
  "estimated",
  /** Requests of models whose price nobody knows. */
  "unpriced",
  "input",
  "cache_read",
  "cache_write",
  "cache_write_long",
  "output",
  /** Of the billed: what they cost, and what they would have cost as the client wrote them. */
  "sent_usd",
  "direct_usd",
  /** Of the estimated: what was probably saved. */
  "estimated_usd",
  /** Of what was sent: what answering `squeezr_expand` and offering it cost. */
  "expand_usd",
  "tool_usd",
] as const;

/** What is added up of blocks, by the rule that shortened them and by the tool that gave them. */
export const partColumns = [
  "blocks",
  "original_chars",
  "saved_chars",
  /** When a block goes up for the first time, and never again. */
  "saved_tokens",
  /** In all requests that carry it. */
  "saved_usd",
  "expands",
] as const;

export type RequestSums = Record<typeof requestColumns[number], number>;
export type PartSums = Record<typeof partColumns[number], number>;

/** Adds to sums what there is more, column by column. */
export function addTo<Column extends string>(
  sums: Record<Column, number>,
  more: Readonly<Partial<Record<Column, number>>>,
): void {
  for (const column in more) sums[column] += more[column] ?? 0;
}

function zeros<Column extends string>(columns: readonly Column[]): Record<Column, number> {
  return Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>;
}

/** Sums of no requests yet. */
export function noRequests(): RequestSums {
  return zeros(requestColumns);
}

/** Sums of no blocks yet. */
export function noParts(): PartSums {
  return zeros(partColumns);
}
