import { setImmediate } from "node:timers/promises";

/** Bodies under this are done with before anybody else would notice. In bytes. */
const NOTICED = 1024 * 1024;

/** Lets other requests go on between two steps over a large body. */
export async function breathe(bytes: number): Promise<void> {
  if (bytes > NOTICED) await setImmediate();
}
