import type { Block, Call } from "../conversation/conversation.ts";
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
  /** What calls were given, by call. */
  readonly #written = new Map<string, ReadonlySet<string>>();

  add(block: Block, decision: Decision): void {
    const index = this.blocks.push(block) - 1;
    this.decisions.push(decision);
    if (decision.kind !== "keep") {
      this.saved += block.place.end - block.place.start - decision.text.length;
    }
    addTo(this.#byAnchor, block.anchor, index);
    this.#note(block.call);
    if (block.part === 0) addTo(this.#byWhole, block.result.whole, index);
  }

  equals(whole: string): readonly number[] {
    return this.#byWhole.get(whole) ?? [];
  }

  stands({ anchor, digest }: Target, block: Block): boolean {
    if (writes(block.call, { anchor, digest })) return true;
    const indexes = this.#byAnchor.get(anchor) ?? [];
    return this.#written.get(anchor)?.has(digest) === true ||
      indexes.some((index) => digestSent(this.blocks[index], this.decisions[index]) === digest);
  }

  #note({ anchor, inputs }: Call): void {
    if (inputs.length > 0) this.#written.set(anchor, new Set(inputs.map(({ digest }) => digest)));
  }
}

/** Does the call hold this text in its input? */
function writes({ anchor, inputs }: Call, target: Target): boolean {
  return anchor === target.anchor && inputs.some(({ digest }) => digest === target.digest);
}

function addTo(lists: Map<string, number[]>, name: string, index: number): void {
  const list = lists.get(name);
  if (list) list.push(index);
  else lists.set(name, [index]);
}
