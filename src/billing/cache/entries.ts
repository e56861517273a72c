/** A prefix that is cached. All in milliseconds. */
interface Entry {
  /** From when on it can be read. */
  readonly from: number;
  readonly life: number;
  until: number;
}

/** What is cached, by the prefix's name. Bounded: the least used go first. */
export class Entries {
  /** The latest used last. */
  readonly #entries = new Map<number, Entry>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  isLive(name: number, at: number): boolean {
    const entry = this.#entries.get(name);
    return entry !== undefined && entry.from <= at && at <= entry.until;
  }

  /** What is read lives on, for nothing. */
  refresh(name: number, at: number): void {
    const entry = this.#entries.get(name);
    if (!entry || !this.isLive(name, at)) return;
    entry.until = at + entry.life;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
  }

  /** `life` runs from the request at `at`; what it wrote can be read when its answer begins. */
  write(name: number, { at, begun, life }: { at: number; begun: number; life: number }): void {
    this.#entries.delete(name);
    this.#entries.set(name, { from: begun, life, until: at + life });
    if (this.#entries.size <= this.#most) return;
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest);
  }

  drop(name: number): void {
    this.#entries.delete(name);
  }
}
