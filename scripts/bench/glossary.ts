import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { median, quantile, rounded } from "./numbers.ts";
import { type Part, startPart, withHome, withParts } from "./parts.ts";
import type { Report } from "./report.ts";
import { TICKS_HEADER } from "./upstream.ts";

/** What the glossary may add to the time that a piece of another stream takes, of the slowest in a hundred; ms. */
const MOST = 5;
/** Streams that are under way through each proxy, beside the long requests. */
const STREAMS = 3;
/** Pieces that a stream is asked for at once. */
const TICKS = 400;
/** Requests of each session. */
const REQUESTS = 25;
const SENDER = new URL("./glossary_sender.ts", import.meta.url);

/** What was seen with the glossary on, or off. In milliseconds. */
interface Seen {
  readonly proxy: Part;
  /** From the upstream's hand to the client's, for each piece of the streams. */
  readonly pieces: number[];
  /** How long the long requests themselves took. */
  readonly long: number[];
  /** What the proxy took of the processor from one turn of its loop to the next. */
  readonly held: number[];
}

/** With it and without it, at the same time. */
interface Both {
  readonly on: Seen;
  readonly off: Seen;
}

/** How long pieces of other streams take while requests of 5 MB are looked through for long names. */
export async function glossary(isQuick: boolean): Promise<Report> {
  const { sessions, names } = await withHome((home) => seenIn(home, isQuick ? 2 : 8));
  // Whatever else the machine does holds pieces up for longer than we do: it speaks of us where it does least.
  const bySilence = sessions.toSorted((a, b) => p99(a.off.pieces) - p99(b.off.pieces));
  const added = bySilence.map(({ on, off }) => p99(on.pieces) - p99(off.pieces));
  const held = sessions.map(({ on, off }) => p99(on.held) - p99(off.held));
  return {
    name: "glossary",
    how:
      `${
        sessions.length * REQUESTS
      } requests of 5 MB, ${REQUESTS} a session, through a proxy that ` +
      `looks for long names and, in turns, through one that does not; beside them ${STREAMS} streams through each, ` +
      "of a piece each 5 ms. Milliseconds from the upstream's hand to the client's.",
    tables: [[
      ["glossary", "pieces", "median", "p95", "p99", "loop held, p99", "the requests themselves"],
      cellsOf("on", sessions.map(({ on }) => on)),
      cellsOf("off", sessions.map(({ off }) => off)),
    ]],
    goals: [
      { name: "added to pieces of other streams, p99", value: rounded(added[0]), ...BOUND },
      { name: "added to how long the loop is held, p99", value: rounded(median(held)), ...BOUND },
    ],
    notes: [
      "Pieces: in the session in which the machine was quietest (the lowest p99 with the glossary off); the loop: " +
      "median of the sessions, in time of the processor, which does not grow where the machine is busy with " +
      "something else.",
      `Names found: ${names}. Added to pieces in each session, the quietest first: ` +
      `${added.map((ms) => rounded(ms, 1)).join(", ")}.`,
    ],
  };
}

const BOUND = { most: MOST, unit: " ms" };

function p99(values: readonly number[]): number {
  return quantile(values, 0.99);
}

function cellsOf(name: string, all: readonly Seen[]): (string | number)[] {
  const pieces = all.flatMap(({ pieces }) => pieces);
  return [
    name,
    pieces.length,
    rounded(median(pieces)),
    rounded(quantile(pieces, 0.95)),
    rounded(p99(pieces)),
    rounded(p99(all.flatMap(({ held }) => held))),
    rounded(median(all.flatMap(({ long }) => long)), 0),
  ];
}

async function seenIn(home: string, count: number) {
  const upstream = await startPart({ kind: "upstream" });
  const role = { kind: "proxy", upstream: upstream.url, watches: true } as const;
  const roles = [
    { ...role, home: `${home}/on`, glossary: true },
    { ...role, home: `${home}/off`, glossary: false },
  ];
  try {
    return await withParts(roles, async ([on, off]) => {
      // The first session warms both up and is not counted.
      await beside(on, off, 0);
      const sessions: Both[] = [];
      for (let seed = 1; seed <= count; seed++) sessions.push(await beside(on, off, seed));
      return { sessions, names: await namesOf(on) };
    });
  } finally {
    await upstream.stop();
  }
}

async function namesOf({ url }: Part): Promise<number> {
  const { size } = await (await fetch(`${url}/squeezr/glossary`)).json();
  return size;
}

/** A session of long requests through both proxies, and streams through both beside it until its end. */
async function beside(withIt: Part, without: Part, seed: number): Promise<Both> {
  const [on, off] = [withIt, without]
    .map((proxy): Seen => ({ proxy, pieces: [], long: [], held: [] }));
  const workerData = { urls: [withIt.url, without.url], seed, requests: REQUESTS };
  const worker = new Worker(SENDER, { workerData });
  await once(worker, "message");
  let isOver = false;
  for (const { proxy } of [on, off]) await proxy.usage();
  const streams = [on, off].flatMap(({ proxy, pieces }) =>
    Array.from({ length: STREAMS }, async () => {
      while (!isOver) await readStream(proxy.url, pieces, () => isOver);
    })
  );
  worker.postMessage("go");
  const [times] = await once(worker, "message");
  isOver = true;
  for (const [i, { proxy, long, held }] of [on, off].entries()) {
    long.push(...times[i]);
    held.push(...(await proxy.usage()).held);
  }
  await Promise.all(streams);
  await worker.terminate();
  return { on, off };
}

async function readStream(url: string, pieces: number[], isOver: () => boolean): Promise<void> {
  const response = await fetch(`${url}/v1/messages`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "anthropic-version": "2023-06-01",
      "x-api-key": "sk-bench",
      [TICKS_HEADER]: `${TICKS}`,
    },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "Think." }] }),
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    const now = performance.timeOrigin + performance.now();
    for (const [, sent] of decoder.decode(bytes).matchAll(/^: (\d+\.?\d*)$/gm)) {
      pieces.push(now - Number(sent));
    }
    if (isOver()) break;
  }
}
