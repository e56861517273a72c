import process from "node:process";
import { procIds, procText } from "./proc.ts";
import { openWait } from "./wait.ts";

/** A process that has ended and waits to be asked how. */
interface Zombie {
  readonly pid: number;
  readonly parent: number;
}

/** `PID (NAME) STATE PARENT ...`; a name may hold anything (proc(5)). */
const ZOMBIE = /^(\d+) \(.*\) Z (\d+) /s;

function zombies(): Zombie[] {
  return procIds().flatMap((pid) => {
    const match = ZOMBIE.exec(procText(`${pid}/stat`));
    return match ? { pid: Number(match[1]), parent: Number(match[2]) } : [];
  });
}

/** Processes that have ended as children of this one: the first process of a container inherits those of others. */
function endedChildren(): number[] {
  return zombies().filter(({ parent }) => parent === process.pid).map(({ pid }) => pid);
}

/** Between two looks, in milliseconds. */
const PAUSE = 1000;

/**
 * Does what the first process of a container owes: whoever ends there without a parent is asked how it ended, so that
 * the system forgets it. One that we started is asked by the runtime, long before it is seen here twice. In any other
 * process there is nothing to do.
 */
export async function reapOrphans(): Promise<void> {
  if (process.pid !== 1 || process.platform !== "linux") return;
  const wait = await openWait();
  if (wait === undefined) return;
  let before: readonly number[] = [];
  setInterval(() => {
    const now = endedChildren();
    now.filter((pid) => before.includes(pid)).forEach(wait);
    before = now;
  }, PAUSE).unref();
}
