import type { Config } from "../config/config.ts";
import type { Log } from "../config/log.ts";
import type { Calls } from "../memory/calls.ts";
import type { CompressionCache } from "../memory/compression_cache.ts";
import type { Glossary } from "../memory/glossary/glossary.ts";
import type { Scout } from "../memory/glossary/scout.ts";
import type { Ledger } from "../memory/ledger.ts";
import type { LineTables } from "../memory/line_tables.ts";
import type { Literals } from "../memory/literals.ts";
import type { Originals } from "../memory/originals.ts";
import type { PrefixWatch } from "../memory/prefix.ts";
import type { Readings } from "../memory/readings.ts";
import type { Dial } from "./socket/dial.ts";
import type { Notices } from "./notices.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { Tally } from "../stats/tally.ts";
import type { Sent } from "./told.ts";
import type { Totals } from "../stats/totals/totals.ts";
import type { Till } from "./till.ts";

/** All that requests share. */
export interface House {
  readonly config: Config;
  readonly ledger: Ledger;
  readonly cache: CompressionCache;
  readonly originals: Originals;
  readonly literals: Literals;
  readonly lineTables: LineTables;
  readonly readings: Readings;
  readonly calls: Calls;
  readonly prefixes: PrefixWatch;
  readonly tally: Tally;
  readonly glossary: Glossary;
  /** `undefined` where no long names are looked for. */
  readonly scout: Scout | undefined;
  readonly totals: Totals;
  readonly till: Till;
  readonly log: Log;
  readonly notices: Notices;
  /** While on, new results go raw. */
  readonly bypass: { on: boolean };
  readonly now: () => number;
  /** Writes down what comes and what comes down. */
  readonly recorder: Recorder | undefined;
  /** Told of each request that was read and goes up. */
  readonly told: ((sent: Sent) => void) | undefined;
  /** Asks an upstream. */
  readonly send: typeof fetch;
  /** Asks an upstream for a WebSocket. */
  readonly dial: Dial;
}
