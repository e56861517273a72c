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

/** `GET /squeezr/stats`. */
export function statsOf(house: House, facts: Facts): Record<string, unknown> {
  const { tally, originals, bypass, cache, ledger } = house;
  return {
    ...tally.toJSON(),
    uptime_seconds: uptimeOf(house, facts),
    version: facts.version,
    port: facts.port(),
    bypassed: bypass.on,
    cache: cache.stats(),
    ledger: { state: ledger.state, problem: ledger.problem ?? null, ...ledger.stats() },
    expand_store: originals.stats(),
  };
}

function uptimeOf({ now }: House, { begun }: Facts): number {
  return Math.floor((now() - begun) / 1000);
}
