import { dirname } from "node:path";
import { ensureFolder } from "../../../memory/disk.ts";
import { lockAt } from "../../../memory/lock.ts";
import { Failure } from "../failure.ts";
import type { Scene } from "./scene.ts";

/** Does what writes to squeezr's own file as well, one process at a time. */
export async function locked<T>({ lock }: Scene, work: () => T): Promise<T> {
  ensureFolder(dirname(lock));
  const release = await lockAt(lock);
  if (release === undefined) throw new Failure("another setup is at work here: try again");
  try {
    return work();
  } finally {
    release();
  }
}
