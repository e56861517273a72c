import type { Paid } from "../prompt.ts";
import { type Asked, readTo } from "./asked.ts";

/**
 * A cache that needs no markers and asks nothing for writing: the longest prefix that was sent before is read, down to
 * a whole step. Blocks are compared whole, so what two prompts share within a block counts as new. A hit is no promise
 * of these providers; here there always is one, which makes what is saved look smaller rather than larger.
 */
export function askBySteps(asked: Asked): Paid {
  const { entries, caching, automatic = "short", names, sizes, at, begun } = asked;
  const hit = names.findLastIndex((name) => entries.isLive(name, at));
  const common = hit < 0 ? 0 : sizes[hit];
  readTo(hit, asked);
  const life = caching.lives[automatic];
  for (const name of names.slice(hit + 1)) entries.write(name, { at, begun, life });
  const read = common < caching.least ? 0 : common - common % caching.step;
  return { read, write_long: 0, write: 0, input: (sizes.at(-1) ?? 0) - read };
}
