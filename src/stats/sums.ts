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

/** Adds what there is to add. */
export function addTo<Sums extends Record<string, number>>(
  sums: Sums,
  more: Readonly<Partial<Sums>>,
): void {
  for (const [column, value] of Object.entries(more) as [keyof Sums, Sums[keyof Sums]][]) {
    sums[column] = (sums[column] + value) as Sums[keyof Sums];
  }
}

function zeros<Column extends string>(columns: readonly Column[]): Record<Column, number> {
  return Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>;
}

export function noRequests(): RequestSums {
  return zeros(requestColumns);
}

export function noParts(): PartSums {
  return zeros(partColumns);
}
