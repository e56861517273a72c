import type { Said } from "../conversation/conversation.ts";
import type { PromptBlock } from "./prompt.ts";

/** Tools and system prompts that are remembered: one a client and version under way. */
const MOST_HEADS = 32;

/**
 * Blocks that were made before, so that a request is only read where it is new. What turns are made of lives as long as
 * their readings do, which `Said` is shared between; of what stands before the messages the latest used stay.
 */
export class BlockMemo {
  readonly #byTurn = new WeakMap<Said, readonly PromptBlock[]>();
  /** The latest used last. */
  readonly #byHead = new Map<string, readonly PromptBlock[]>();

  knows(said: Said): boolean {
    return this.#byTurn.has(said);
  }

  ofTurn(said: Said, make: () => readonly PromptBlock[]): readonly PromptBlock[] {
    const blocks = this.#byTurn.get(said) ?? make();
    this.#byTurn.set(said, blocks);
    return blocks;
  }

  /** `key` is a digest of all that the blocks are made from. */
  ofHead(key: string, make: () => readonly PromptBlock[]): readonly PromptBlock[] {
    const blocks = this.#byHead.get(key) ?? make();
    this.#byHead.delete(key);
    this.#byHead.set(key, blocks);
    if (this.#byHead.size > MOST_HEADS) {
      const [oldest] = this.#byHead.keys();
      this.#byHead.delete(oldest);
    }
    return blocks;
  }
}
