import { setImmediate, setTimeout } from "node:timers/promises";

/** Work that took less is no reason to stop. In milliseconds. */
const SHORT = 3;
/** After more than this others need more than one turn: a request takes several. In milliseconds. */
const LONG = 15;
/** Time enough for a small request to come by. In milliseconds. */
const PAUSE = 4;

/** Lets other requests go on between the steps of one that takes long. */
export class Breath {
  #since = performance.now();

  /** To be called between two steps: waits as long as what was done since the last time makes it due. */
  async take(): Promise<void> {
    const worked = this.#worked;
    if (worked < SHORT) return;
    await (worked < LONG ? setImmediate() : setTimeout(PAUSE));
    this.#since = performance.now();
  }

  /** Takes all steps of a work. */
  async through<T>(steps: Iterator<unknown, T>): Promise<T> {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      // To wait for nothing takes longer than many a step.
      if (this.#worked >= SHORT) await this.take();
    }
  }

  /** Since the last time, in milliseconds. */
  get #worked(): number {
    return performance.now() - this.#since;
  }
}
