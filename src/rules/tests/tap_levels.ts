/** What the results under a result say of it. */
export interface Level {
  /** It sums up others, and is no test itself. */
  readonly isParent: boolean;
  /** One of them stays. */
  readonly holdsKept: boolean;
}

/** The results of TAP as they nest: those of a test's own tests stand before its own, and deeper. */
export class TapLevels {
  /** Of each depth: its last number, and whether one of its results stays. None is deeper than the last one. */
  #open: { readonly depth: number; number: number; isKept: boolean }[] = [];

  restart(): void {
    this.#open = this.#open.filter(({ depth }) => depth > 0);
  }

  /** `undefined` where the number does not count on: then it is no TAP. */
  read(depth: number, number: number, isKept: boolean): Level | undefined {
    let isParent = false;
    let holdsKept = false;
    for (let last = this.#open.at(-1); last && last.depth > depth; last = this.#open.at(-1)) {
      isParent = true;
      holdsKept ||= last.isKept;
      this.#open.pop();
    }
    const same = this.#open.at(-1);
    if (same?.depth !== depth) this.#open.push({ depth, number, isKept: isKept || holdsKept });
    else if (number <= same.number) return undefined;
    else {
      same.number = number;
      same.isKept ||= isKept || holdsKept;
    }
    return { isParent, holdsKept };
  }
}
