import { timeOf } from "./client.ts";
import { median, rounded } from "./numbers.ts";
import { type Part, startPart, withHome, withParts } from "./parts.ts";
import type { Report } from "./report.ts";
import { type Growth, Session } from "./session.ts";

const MB = 1024 * 1024;
/** What each store of the proxy may hold. */
const BOUND = 16 * MB;
const AT_ONCE = 8;
/** Requests of a session before the next one begins: with every slot elsewhere in its session, the load is even. */
const LENGTH = 48;
const GROWTH: Omit<Growth, "seed"> = { calls: 3, outputs: 1 };
const MOST = 1.05;

/** Requests in all, and the two windows that are compared. */
interface Windows {
  readonly requests: number;
  readonly early: readonly [number, number];
  readonly late: readonly [number, number];
}

const FULL: Windows = { requests: 2000, early: [501, 1000], late: [1501, 2000] };
const QUICK: Windows = { requests: 800, early: [301, 500], late: [601, 800] };

/** Whether the proxy's resident memory stays where it is. */
export async function memory(isQuick: boolean): Promise<Report> {
  const windows = isQuick ? QUICK : FULL;
  const samples = await samplesOf(windows.requests);
  const [early, late] = [windows.early, windows.late].map(([from, to]) =>
    median(samples.slice(from - 1, to))
  );
  const step = windows.requests / 8;
  const parts = Array.from({ length: 8 }, (_, i) => samples.slice(i * step, (i + 1) * step));
  return {
    name: "memory",
    how:
      `Resident memory of the proxy's own process, read after each of ${windows.requests} requests of sessions ` +
      `that grow over ${LENGTH} requests and begin anew, ${AT_ONCE} at a time; all stores capped at 16 MB.`,
    tables: [[
      ["requests", "median MB", "most MB"],
      ...parts.map((part, i) => [
        `${i * step + 1}-${(i + 1) * step}`,
        rounded(median(part) / MB, 1),
        rounded(Math.max(...part) / MB, 1),
      ]),
    ]],
    goals: [{
      name: `resident memory, ${windows.late.join("-")} over ${windows.early.join("-")}, median`,
      value: rounded(late / early, 3),
      most: MOST,
      unit: "x",
    }],
    notes: [],
  };
}

function samplesOf(requests: number): Promise<number[]> {
  return withHome(async (home) => {
    const upstream = await startPart({ kind: "upstream" });
    try {
      return await withParts(
        [{ kind: "proxy", upstream: upstream.url, home, bound: BOUND }],
        ([proxy]) => load(proxy, requests),
      );
    } finally {
      await upstream.stop();
    }
  });
}

/** Resident memory after each request, in bytes. */
async function load(proxy: Part, requests: number): Promise<number[]> {
  const samples: number[] = [];
  let begun = 0;
  const slot = async (nth: number) => {
    let left = Math.ceil((LENGTH * (nth + 1)) / AT_ONCE);
    for (let round = 0;; round++, left = LENGTH) {
      const session = new Session({ ...GROWTH, seed: round * AT_ONCE + nth + 1 });
      // The first session of a slot enters where it would be if the load had always been on.
      for (let skipped = left; skipped < LENGTH; skipped++) session.next();
      for (; left > 0; left--) {
        if (begun++ >= requests) return;
        await timeOf(proxy.url, session.next());
        samples.push((await proxy.usage()).rss);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => slot(nth)));
  return samples;
}
