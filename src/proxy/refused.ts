import type { Rebuilt } from "../providers/expand.ts";
import type { House } from "./house.ts";
import type { Watcher } from "./relay.ts";
import type { Known } from "./visit.ts";

/** How the APIs' errors name a message: `messages.3`, `messages.[3]`, `input[3]`, `contents[3]`. */
const PLACE = /\b(messages|input|contents)(?:\.\[?|\[)(\d+)/;

/** An error is short; of a longer one the beginning tells. In bytes. */
const LONGEST = 16 * 1024;

/**
 * Logs where the client finds a message that the upstream's error names: there, those that we put back are counted too.
 * The error goes down as it is, since clients know it by its words.
 */
export function placesOf(
  { rebuilt }: Pick<Known, "rebuilt">,
  { log }: Pick<House, "log">,
): Watcher {
  const decoder = new TextDecoder();
  let said = "";
  return {
    passing: (bytes) => {
      if (said.length < LONGEST) said += decoder.decode(bytes, { stream: true });
      return Promise.resolve();
    },
    over: () => {
      const [, list, named] = PLACE.exec(said) ?? [];
      if (named !== undefined) {
        const place = `${list}.${clientIndexOf(Number(named), rebuilt)}`;
        log.warn(`The upstream refused ${list}.${named}, which is ${place} of the client`);
      }
      return Promise.resolve();
    },
  };
}

/** Index of a message in the client's own list; one that we put back stands for a message of the client. */
function clientIndexOf(index: number, rebuilt: readonly Rebuilt[]): number {
  let added = 0;
  for (const { turn, standsFor } of rebuilt) {
    const nth = index - (turn + added);
    if (nth < 0) break;
    if (nth < standsFor.length) return standsFor[nth];
    added += standsFor.length - (Math.max(...standsFor) - turn + 1);
  }
  return index - added;
}
