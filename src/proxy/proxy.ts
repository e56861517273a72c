import type { Config } from "../config/config.ts";
import type { Log } from "../config/log.ts";
import { adminRoutes } from "../admin/routes.ts";
import { createCalls } from "../memory/calls.ts";
import { createCompressionCache } from "../memory/compression_cache.ts";
import { DAY } from "../memory/bounds.ts";
import { type Glossary, openGlossary } from "../memory/glossary/glossary.ts";
import { Scout } from "../memory/glossary/scout.ts";
import { openLedger } from "../memory/ledger.ts";
import { LineTables } from "../memory/line_tables.ts";
import { Literals } from "../memory/literals.ts";
import { createOriginals } from "../memory/originals.ts";
import { PrefixWatch } from "../memory/prefix.ts";
import { Readings } from "../memory/readings.ts";
import { Notices } from "./notices.ts";
import { pricesWith } from "../billing/prices.ts";
import type { Dial } from "./socket/dial.ts";
import type { Recorder } from "../recording/recorder.ts";
import { Tally } from "../stats/tally.ts";
import { Totals } from "../stats/totals/totals.ts";
import { plural } from "../text/plural.ts";
import { appOf } from "./app.ts";
import type { House } from "./house.ts";
import { isOurOrigin } from "./hosts.ts";
import { placeOf } from "./place.ts";
import { glossaryOf, healthOf, statsOf } from "./report.ts";
import type { Handler } from "./server.ts";
import type { Sent } from "./told.ts";
import { Till } from "./till.ts";

/** A proxy without its socket: a function from request to response. */
export interface Proxy {
  readonly fetch: (...asked: Parameters<Handler>) => Promise<Response>;
  /** What the user should know at the start. */
  readonly warnings: readonly string[];
  /** Gives back the ledger, and writes down what is left; the proxy must not be asked any more. */
  close(): Promise<void>;
}

/** How much each store in memory may hold, in bytes. */
export interface Bounds {
  readonly ledger: number;
  readonly cache: number;
  readonly readings: number;
  readonly lines: number;
  readonly prefixes: number;
  readonly names: number;
}

const MB = 1024 * 1024;
const DEFAULT_BOUNDS: Bounds = {
  ledger: 64 * MB,
  cache: 64 * MB,
  readings: 64 * MB,
  lines: 16 * MB,
  prefixes: 8 * MB,
  names: 16 * MB,
};

/** How long requests that still wait to be looked through may hold up the end, in milliseconds. */
const LAST_LOOK = 500;

/** What a proxy is made of. */
export interface ProxyOptions {
  readonly config: Config;
  /** The state folder; `undefined` keeps all in memory. */
  readonly home: string | undefined;
  readonly version: string;
  readonly port: () => number;
  /** What POSTs to `/squeezr/*` must carry. */
  readonly token: string;
  readonly log: Log;
  /** Called when somebody with the token asks the proxy to end. */
  readonly stop: () => void;
  readonly bounds?: Partial<Bounds>;
  /** In place of the runtime's own `fetch`. */
  readonly send?: typeof fetch;
  /** Writes down what comes and what comes down. */
  readonly recorder?: Recorder;
  /** Told of each request that was read and goes up. */
  readonly told?: (sent: Sent) => void;
  /** In place of the machine's clock, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** Builds the house and opens its door: everything but the socket. */
export function createProxy(options: ProxyOptions): Proxy {
  const { config, home, log } = options;
  const bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const now = options.now ?? Date.now;
  const ledger = openLedger({
    folder: home,
    enabled: config.ledger.enabled,
    days: config.ledger.days,
    maxBytes: config.ledger.max_bytes,
    memoryBytes: bounds.ledger,
    now,
  });
  const glossary = openGlossary({
    folder: home,
    maxEntries: config.glossary.max_entries,
    now,
    tell: (problem) => log.warn(problem),
  });
  const totals = new Totals({ folder: home, now });
  const tally = new Tally(totals);
  const house: House = {
    config,
    log,
    now,
    send: options.send ?? fetch,
    dial: dialLater,
    recorder: options.recorder,
    told: options.told,
    ledger,
    // What is wrong at the start is among the warnings.
    notices: new Notices(log, ledger.problem),
    cache: createCompressionCache({
      enabled: config.cache.enabled,
      maxEntries: config.cache.max_entries,
      maxBytes: bounds.cache,
    }),
    originals: createOriginals({ maxBytes: config.expand.max_bytes }),
    literals: new Literals(),
    lineTables: new LineTables(bounds.lines),
    readings: new Readings(bounds.readings),
    calls: createCalls(),
    prefixes: new PrefixWatch(bounds.prefixes),
    tally,
    totals,
    till: new Till({
      prices: pricesWith(config.prices),
      log,
      now,
      enter: (receipt) => tally.enter(receipt),
    }),
    bypass: { on: false },
    glossary,
    scout: scoutFor(glossary, bounds.names, options),
  };
  const begun = now();
  const facts = { version: options.version, port: options.port, begun };
  const app = appOf(
    house,
    adminRoutes({
      health: () => healthOf(house, facts),
      stats: () => statsOf(house, facts),
      glossary: () => glossaryOf(house),
      original: (id) => house.originals.get(id),
      bypass: house.bypass,
      stop: options.stop,
      token: options.token,
      isOurOrigin: (origin) => isOurOrigin(origin, config.proxy.allowed_hosts),
    }),
  );
  return {
    fetch: async (request, accept) => await app.fetch(request, { accept }),
    warnings: warningsOf(house),
    close: async () => {
      house.recorder?.close();
      ledger.close();
      await house.till.idle();
      totals.close();
      await house.scout?.idle(LAST_LOOK);
      house.scout?.stop();
      await house.glossary.close();
    },
  };
}

function scoutFor(
  glossary: Glossary,
  maxBytes: number,
  { config, log }: ProxyOptions,
): Scout | undefined {
  const { enabled, min_length, min_occurrences } = config.glossary;
  if (!enabled) return undefined;
  return new Scout({
    least: { length: min_length, occurrences: min_occurrences },
    maxBytes,
    report: (finds) => glossary.see(finds),
    fail: (error) => log.error(`A request could not be looked through: ${placeOf(error)}`),
  });
}

function warningsOf({ ledger, totals, glossary, config, now }: House): string[] {
  const warnings = [ledger.problem, totals.problem, glossary.problem]
    .filter((problem) => problem !== undefined);
  const live = ledger.conversations().filter(({ used }) => used > now() - DAY);
  if (!config.compression.enabled && live.length > 0) {
    warnings.push(
      `compression.enabled is false: new results go raw; what was sent in ${live.length} ` +
        `${plural(live.length, "conversation")} of the last day keeps its form.`,
    );
  }
  return warnings;
}

/** Few clients ask for a WebSocket, and what speaks it takes as long to load as all the rest of the proxy. */
const dialLater: Dial = async (...call) => {
  const { dial } = await import("./socket/dial.ts");
  return await dial(...call);
};
