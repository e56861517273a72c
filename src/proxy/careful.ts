import type { Log } from "../config/log.ts";
import type { Ending, Splicer, Taken } from "../providers/expand.ts";
import { placeOf } from "./place.ts";

/** An error of ours after something was hidden: what came can no longer go down as it came. */
export class OurFailure extends Error {
  /** Runs something of ours, of which every error is ours. */
  static async within(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      throw new OurFailure("", { cause: error });
    }
  }
}

/** An answer goes down whatever its splicer does: as it came, as long as nothing was hidden. Then throws `OurFailure`. */
export function careful(splicer: Splicer, log: Log): CarefulSplicer {
  return new CarefulSplicer(splicer, log);
}

/** A splicer whose errors do no harm. */
export class CarefulSplicer implements Splicer {
  readonly #splicer: Splicer;
  readonly #log: Log;
  #isRaw = false;
  #held: readonly Uint8Array[] = [];

  constructor(splicer: Splicer, log: Log) {
    this.#splicer = splicer;
    this.#log = log;
  }

  /** What came and has not gone down yet; nothing once something was hidden. */
  get held(): readonly Uint8Array[] {
    return this.#held;
  }

  get rounds(): number {
    return this.#splicer.rounds;
  }

  get isStream(): boolean {
    return this.#splicer.isStream;
  }

  get hides(): boolean {
    return this.#splicer.hides;
  }

  take(bytes: Uint8Array): Taken {
    if (this.#isRaw) return { layout: undefined, down: [bytes] };
    this.#held = [...this.#held, bytes];
    const taken = this.#try(() => this.#splicer.take(bytes));
    if (taken === undefined) return { layout: undefined, down: this.#letGo() };
    this.#held = this.hides ? [] : behind(this.#held, lengthOf(taken.down));
    return taken;
  }

  end(): Ending {
    const passed = { kind: "passed", words: undefined } as const;
    if (this.#isRaw) return { ...passed, down: [] };
    return this.#try(() => this.#splicer.end()) ?? { ...passed, down: this.#letGo() };
  }

  goOn(): void {
    this.#try(() => this.#splicer.goOn());
  }

  #letGo(): readonly Uint8Array[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #try<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      if (this.hides) throw new OurFailure("", { cause: error });
      this.#log.error(`An answer goes down unread: ${placeOf(error)}`);
      this.#isRaw = true;
      return undefined;
    }
  }
}

/** What is left behind the first bytes. */
function behind(held: readonly Uint8Array[], gone: number): Uint8Array[] {
  let left = gone;
  return held.flatMap((bytes) => {
    const rest = bytes.subarray(Math.min(left, bytes.length));
    left -= bytes.length - rest.length;
    return rest.length > 0 ? [rest] : [];
  });
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
