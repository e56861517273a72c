import type { Block } from "../conversation/conversation.ts";
import type { Decision, Target } from "./decision.ts";
import type { Before } from "./desk.ts";
import { digestSent } from "./standing.ts";

/** Collects what was decided, block by block. */
export class Past implements Before {
  readonly blocks: Block[] = [];
  readonly decisions: Decision[] = [];
  saved = 0;
  readonly #byWhole = new Map<string, number[]>();
  readonly #byAnchor = new Map<string, number[]>();

  add(block: Block, decision: Decision): void {
    const index = this.blocks.push(block) - 1;
    this.decisions.push(decision);
    if (decision.kind !== "keep") {
      this.saved += block.place.end - block.place.start - decision.text.length;
    }
    addTo(this.#byAnchor, block.call.anchor, index);
    if (block.part === 0) addTo(this.#byWhole, block.result.whole, index);
  }

  equals(whole: string): readonly number[] {
    return this.#byWhole.get(whole) ?? [];
  }

  stands({ anchor, digest }: Target, block: Block): boolean {
    if (block.call.anchor === anchor && writes(block, digest)) return true;
    const indexes = this.#byAnchor.get(anchor) ?? [];
    return indexes.some((index) => {
      const there = this.blocks[index];
      return digestSent(there, this.decisions[index]) === digest || writes(there, digest);
    });
  }
}

/** Does the call of the block hold this text in its input? */
function writes({ call }: Block, digest: string): boolean {
  return call.inputs.some((input) => input.digest === digest);
}

function addTo(lists: Map<string, number[]>, name: string, index: number): void {
  const list = lists.get(name);
  if (list) list.push(index);
  else lists.set(name, [index]);
}
