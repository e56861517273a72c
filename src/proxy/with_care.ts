import { enter, type Seen } from "./enter.ts";
import type { House } from "./house.ts";
import { placeOf } from "./place.ts";
import { prepare, replayOnly } from "./prepare.ts";
import type { Watcher } from "./relay.ts";
import type { Prepared, Visit } from "./visit.ts";

/** In order: all that we can do; what was sent before as it was, and the rest raw. */
const ways: readonly ((visit: Visit, house: House) => Prepared | Promise<Prepared>)[] = [
  prepare,
  replayOnly,
];

/** The request goes up whatever we fail in. After the last way the client's own bytes go. */
export async function prepareWithCare(visit: Visit, house: House): Promise<Prepared> {
  for (const way of ways) {
    try {
      return await way(visit, house);
    } catch (error) {
      house.log.error(`A request could not be prepared: ${placeOf(error)}`);
    }
  }
  return { body: visit.body, known: undefined };
}

/** What is counted is nobody's loss: the request goes on without. */
export async function enterWithCare(seen: Seen, house: House): Promise<void> {
  try {
    await enter(seen, house);
  } catch (error) {
    house.log.error(`A request could not be counted: ${placeOf(error)}`);
  }
}

/** Watches nothing. */
export const nobody: Watcher = { passing: () => Promise.resolve(), over: () => Promise.resolve() };

/** The answer comes down whatever its watcher does: after an error of ours nobody watches any more. */
export function followWithCare(watcher: Watcher, house: House): Watcher {
  let current = watcher;
  const carefully = async (act: (watcher: Watcher) => Promise<void>) => {
    try {
      await act(current);
    } catch (error) {
      current = nobody;
      house.log.error(`An answer could not be followed: ${placeOf(error)}`);
    }
  };
  return {
    passing: (bytes) => carefully((watcher) => watcher.passing(bytes)),
    over: (isWhole) => carefully((watcher) => watcher.over(isWhole)),
  };
}

/** A message goes on as it is whatever we fail in. */
export async function goOnWithout<T>(
  fallback: T,
  work: () => Promise<T>,
  { log }: Pick<House, "log">,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    log.error(`A message could not be followed: ${placeOf(error)}`);
    return fallback;
  }
}
