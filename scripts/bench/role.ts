import process from "node:process";

/** What a process of a benchmark is. */
export type Role =
  | { readonly kind: "upstream" }
  | { readonly kind: "pass"; readonly upstream: string }
  | {
    readonly kind: "proxy";
    readonly upstream: string;
    readonly home: string;
    /** What each store may hold, in bytes; as configured where it is not said. */
    readonly bound?: number;
    /** Whether long names are looked for; as configured where it is not said. */
    readonly glossary?: boolean;
    /** Whether it tells how long it held others up. */
    readonly watches?: true;
  };

/** What a process has used so far. */
export interface Usage {
  /** In milliseconds. */
  readonly cpu: number;
  /** Resident memory, in bytes. */
  readonly rss: number;
  /** What was written down since the last time by a role that watches: see `watchHolds`. */
  readonly held: readonly number[];
}

/** What this process has used so far. */
export function usageNow(): Omit<Usage, "held"> {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, rss: process.memoryUsage().rss };
}
