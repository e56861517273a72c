import { setTimeout as pause } from "node:timers/promises";

/** An answer of the upstream ended before its end. Holds none of the runtime's words: they may quote a URL. */
export class BrokenOff extends Error {}

/** Bun forgets the head and the bytes of an answer that fails before it has written them. In milliseconds. */
const WRITTEN_AFTER = 20;

/** What was given to the client so far is on its way. */
export async function written(): Promise<void> {
  await pause(WRITTEN_AFTER);
}
