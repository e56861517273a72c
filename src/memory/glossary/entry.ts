import type { Kind } from "../../glossary/kind.ts";
import { tokensOf } from "../../text/tokens.ts";

/** What was seen of a name. Times are in milliseconds since 1970. */
export interface Sighting {
  readonly text: string;
  readonly kind: Kind;
  /** In all requests in which it stood often enough. */
  readonly occurrences: number;
  /** How many such requests there were. */
  readonly requests: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** A long name and its short ref. */
export interface Entry extends Sighting {
  /** `$P1` and so on. It never means another text. */
  readonly ref: string;
}

/** The same name, seen more. Counts that another glossary brought stay such as a file can hold. */
export function together<T extends Sighting>(one: T, other: Sighting): T {
  return {
    ...one,
    occurrences: Math.min(one.occurrences + other.occurrences, Number.MAX_SAFE_INTEGER),
    requests: Math.min(one.requests + other.requests, Number.MAX_SAFE_INTEGER),
    firstSeen: Math.min(one.firstSeen, other.firstSeen),
    lastSeen: Math.max(one.lastSeen, other.lastSeen),
  };
}

export function refOf(number: number): string {
  return `$P${number}`;
}

/** The number of a ref, or `undefined` for what is none. */
export function numberOf(ref: unknown): number | undefined {
  const digits = typeof ref === "string" ? /^\$P([1-9]\d{0,14})$/.exec(ref)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** Tokens that the ref would save in all those requests, each of which would have to say once what it means. */
export function tokensSaved({ ref, text, occurrences, requests }: Entry): number {
  const [short, long] = [tokensOf(ref), tokensOf(text)];
  return Math.round(occurrences * (long - short) - requests * tokensOf(`${ref} = ${text}\n`));
}
