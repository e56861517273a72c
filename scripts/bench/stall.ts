import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { timeOf } from "./client.ts";
import { HEAVY } from "./heavy.ts";
import { median, rounded } from "./numbers.ts";
import { type Part, startPart, withHome, withParts } from "./parts.ts";
import type { Report } from "./report.ts";
import { type Asked, Session } from "./session.ts";

/** The longest that another request may wait, in milliseconds. */
const MOST = 100;
/** Between two small requests, in milliseconds. */
const PAUSE = 1;
/** How long small requests go alone before what is heavy is sent, and after it, in milliseconds. */
const MARGIN = 150;
const SENDER = new URL("./sender.ts", import.meta.url);

/** What others waited while something heavy went through, in milliseconds. */
interface Waits {
  readonly name: string;
  readonly small: number[];
  /** How long the heaviest request itself took, each time. */
  readonly heavy: number[];
}

/** How long small requests wait while heavy ones go through. */
export async function stall(isQuick: boolean): Promise<Report> {
  const waits = await waitsOf(isQuick ? 2 : 6);
  const longest = Math.max(
    ...waits.filter(({ name }) => name !== "nothing").flatMap(({ small }) => small),
  );
  return {
    name: "stall",
    how:
      "Small requests one after the other while another thread sends a result of its first, second and later " +
      "time through the same proxy. Milliseconds; nothing: how long they wait on this machine as it is.",
    tables: [[
      ["meanwhile", "small requests", "median", "longest wait", "the heavy one itself"],
      ...waits.map(({ name, small, heavy }) => [
        name,
        small.length,
        rounded(median(small), 1),
        rounded(Math.max(...small), 1),
        rounded(median(heavy), 0),
      ]),
    ]],
    goals: [{ name: "longest wait", value: rounded(longest, 1), most: MOST, unit: " ms" }],
    notes: [],
  };
}

function waitsOf(rounds: number): Promise<Waits[]> {
  return withHome(async (home) => {
    const upstream = await startPart({ kind: "upstream" });
    try {
      return await withParts(
        [{ kind: "proxy", upstream: upstream.url, home }],
        ([proxy]) => measured(proxy, rounds),
      );
    } finally {
      await upstream.stop();
    }
  });
}

async function measured(proxy: Part, rounds: number): Promise<Waits[]> {
  const small = smallRequest();
  for (let i = 0; i < 200; i++) await timeOf(proxy.url, small);
  const waits = Object.keys(HEAVY).map((name): Waits => ({ name, small: [], heavy: [] }));
  for (let nth = 0; nth < rounds; nth++) {
    for (const one of waits) await meanwhile(proxy, one, nth, small);
  }
  return waits;
}

function smallRequest(): Asked {
  const session = new Session({ seed: 1, calls: 1, outputs: 1 });
  for (let i = 0; i < 3; i++) session.next();
  return session.next();
}

async function meanwhile(proxy: Part, waits: Waits, nth: number, small: Asked): Promise<void> {
  const worker = new Worker(SENDER, { workerData: { url: proxy.url, name: waits.name, nth } });
  await once(worker, "message");
  let isOver = false;
  const ended = heavyOf(worker).then(async (took) => {
    waits.heavy.push(took);
    await sleep(MARGIN);
    isOver = true;
  });
  while (!isOver) {
    waits.small.push(await timeOf(proxy.url, small));
    await sleep(PAUSE);
  }
  await ended;
  await worker.terminate();
}

async function heavyOf(worker: Worker): Promise<number> {
  await sleep(MARGIN);
  worker.postMessage("go");
  const [took] = await once(worker, "message");
  return took;
}
