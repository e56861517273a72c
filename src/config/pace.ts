import type { Config } from "./config.ts";
import type { Problem } from "./problem.ts";
import type { Setting } from "./settings.ts";

const THRESHOLD = "compression.stale_turn_threshold";
const KEEP_RECENT = "compression.stale_turn_keep_recent";

/** Whether a setting is one of the two that must fit one another. */
export function isPace(key: string): boolean {
  return key === THRESHOLD || key === KEEP_RECENT;
}

/** A step replaces what is older than the last turns: so many must stand that some are. */
export function paceProblems(
  { compression }: Pick<Config, "compression">,
  settings: readonly Setting[],
): Problem[] {
  const { stale_turn_threshold: threshold, stale_turn_keep_recent: keepRecent } = compression;
  if (keepRecent < threshold) return [];
  const set = settings.filter(({ key, source }) => isPace(key) && source !== "default");
  return [{
    source: set[0]?.source ?? "default",
    where: set[0]?.where ?? KEEP_RECENT,
    text: `${KEEP_RECENT} must be less than ${THRESHOLD}; received ${keepRecent} and ${threshold}`,
  }];
}
