import { allTimeFacts } from "../stats/totals/all_time.ts";
import { shown } from "../memory/glossary/form.ts";
import type { House } from "./house.ts";

/** What a proxy knows of itself. */
export interface Facts {
  readonly version: string;
  readonly port: () => number;
  /** When it was started, in milliseconds since 1970. */
  readonly begun: number;
}

/** `GET /squeezr/health`. */
export function healthOf(house: House, facts: Facts): Record<string, unknown> {
  const { tally, originals, bypass } = house;
  return {
    identity: "squeezr",
    status: "ok",
    version: facts.version,
    uptime_seconds: uptimeOf(house, facts),
    bypassed: bypass.on,
    expand_store: originals.stats(),
    compression: { requests: tally.requests, savings_pct: tally.savingsPct },
  };
}

/** `GET /squeezr/stats`. What was answered before it was asked for is in it. */
export async function statsOf(house: House, facts: Facts): Promise<Record<string, unknown>> {
  const { tally, totals, till, originals, bypass, cache, ledger, glossary } = house;
  await till.idle();
  return {
    ...tally.toJSON(),
    uptime_seconds: uptimeOf(house, facts),
    version: facts.version,
    port: facts.port(),
    bypassed: bypass.on,
    cache: cache.stats(),
    ledger: { state: ledger.state, problem: ledger.problem ?? null, ...ledger.stats() },
    expand_store: originals.stats(),
    glossary: { state: glossary.state, problem: glossary.problem ?? null, size: glossary.size },
    all_time: allTimeFacts(totals.allTime(), totals.problem),
  };
}

/** How long `glossary` waits for requests that are still being looked through, in milliseconds. */
const PATIENCE = 1500;

/** `GET /squeezr/glossary`: what its file holds, and what each ref would save. */
export async function glossaryOf({ glossary, scout }: House): Promise<Record<string, unknown>> {
  await scout?.idle(PATIENCE);
  const { state, problem = null } = glossary;
  return { state, problem, ...shown(await glossary.book()) };
}

function uptimeOf({ now }: House, { begun }: Facts): number {
  return Math.floor((now() - begun) / 1000);
}
