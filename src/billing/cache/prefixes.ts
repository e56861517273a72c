import type { Prompt } from "../prompt.ts";
import { prefixNames } from "./names.ts";

/** The prefixes of a prompt that end with a block, in order. */
export interface Prefixes {
  /** Equal prefixes have equal names. */
  readonly names: readonly number[];
  /** In tokens. */
  readonly sizes: readonly number[];
}

/** All prefixes of a prompt: each ends with one of its blocks. */
export function prefixesOf({ scope, caching, blocks }: Prompt): Prefixes {
  // OpenAI's markers are part of what is cached: moving one loses the rest.
  const ids = caching.by === "ends"
    ? blocks.map(({ id, mark }) => mark ? `${id} ${mark}` : id)
    : blocks.map(({ id }) => id);
  return { names: prefixNames(scope, ids), sizes: runningSums(blocks.map(({ tokens }) => tokens)) };
}

function runningSums(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => total += value);
}
