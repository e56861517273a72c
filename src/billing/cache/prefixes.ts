import type { Prompt, PromptBlock } from "../prompt.ts";
import { type Halves, hashOf, joined, nameOf } from "./names.ts";

/** The prefixes of a prompt that end with a block, in order. */
export interface Prefixes {
  /** Equal prefixes have equal names. */
  readonly names: readonly number[];
  /** In tokens. */
  readonly sizes: readonly number[];
}

/** Hashes of blocks that were looked at before: an agent's prompt repeats most of the one before it. */
export class BlockHashes {
  readonly #known = new WeakMap<PromptBlock, Halves>();

  of(block: PromptBlock, idOf: (block: PromptBlock) => string): Halves {
    const known = this.#known.get(block);
    if (known) return known;
    const made = hashOf(idOf(block));
    this.#known.set(block, made);
    return made;
  }
}

/** All prefixes of a prompt: each ends with one of its blocks. */
export function prefixesOf(
  { scope, caching, blocks }: Prompt,
  hashes = new BlockHashes(),
): Prefixes {
  const idOf = caching.by === "ends" ? markedId : plainId;
  let prefix = hashOf(scope);
  let size = 0;
  const [names, sizes]: [number[], number[]] = [[], []];
  for (const block of blocks) {
    prefix = joined(prefix, hashes.of(block, idOf));
    size += block.tokens;
    names.push(nameOf(prefix));
    sizes.push(size);
  }
  return { names, sizes };
}

/** OpenAI's markers are part of what is cached: moving one loses the rest. */
function markedId({ id, mark }: PromptBlock): string {
  return mark ? `${id} ${mark}` : id;
}

function plainId({ id }: PromptBlock): string {
  return id;
}
