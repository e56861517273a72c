import { setImmediate } from "node:timers/promises";

/** Bodies under this are done with before anybody else would notice. In bytes. */
const NOTICED = 1024 * 1024;

/** Others wait no longer than this and one step more. In milliseconds. */
const LONGEST = 10;

/** Lets other requests go on between two steps over a large body. */
export async function breathe(bytes: number): Promise<void> {
  if (bytes > NOTICED) await setImmediate();
}

/** Takes all steps of a work, and lets other requests go on between two of them whenever it has taken a while. */
export async function inSteps<T>(steps: Iterator<unknown, T>): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - begun < LONGEST) continue;
    await setImmediate();
    begun = performance.now();
  }
}
