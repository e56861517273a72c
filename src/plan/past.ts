import type { Block } from "../conversation/conversation.ts";
import type { Decision, Target } from "./decision.ts";
import type { Before } from "./desk.ts";

/** Collects what was decided, block by block. */
export class Past implements Before {
  readonly blocks: Block[] = [];
  readonly decisions: Decision[] = [];
  saved = 0;
  readonly #byWhole = new Map<string, number[]>();
  readonly #byTarget = new Map<string, number>();

  add(block: Block, decision: Decision): void {
    const index = this.blocks.push(block) - 1;
    this.decisions.push(decision);
    if (decision.kind !== "keep") {
      this.saved += block.place.end - block.place.start - decision.text.length;
    }
    this.#byTarget.set(nameOf(block.call.anchor, block.digest), index);
    if (block.part > 0) return;
    const same = this.#byWhole.get(block.result.whole);
    if (same) same.push(index);
    else this.#byWhole.set(block.result.whole, [index]);
  }

  equals(whole: string): readonly number[] {
    return this.#byWhole.get(whole) ?? [];
  }

  stands({ anchor, digest }: Target): boolean {
    const index = this.#byTarget.get(nameOf(anchor, digest));
    return index !== undefined && this.decisions[index].kind === "keep";
  }
}

function nameOf(anchor: string, digest: string): string {
  return `${anchor} ${digest}`;
}
