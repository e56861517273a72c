import { timeOf } from "./client.ts";
import { median, rounded, sum } from "./numbers.ts";
import { type Part, startPart, withHome, withParts } from "./parts.ts";
import { phasesOf } from "./phases.ts";
import type { Report } from "./report.ts";
import { type Asked, type Growth, Session } from "./session.ts";

/** Bodies of about one size, and what they may cost beside a plain pass-through. */
interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly growth: Omit<Growth, "seed">;
  /** How often it is measured, quick and in full. */
  readonly samples: readonly [number, number];
  readonly most: number;
}

const SIZES: readonly Size[] = [
  { name: "50 KB", bytes: 5e4, growth: { calls: 1, outputs: 1 }, samples: [60, 200], most: 2 },
  { name: "500 KB", bytes: 5e5, growth: { calls: 3, outputs: 1 }, samples: [40, 120], most: 2 },
  { name: "5 MB", bytes: 5e6, growth: { calls: 4, outputs: 4 }, samples: [20, 60], most: 3 },
];

/** How far from its size a body may be to be measured. */
const NEAR = 0.1;

/** The same requests through the proxy and past it, one sample each. */
interface Samples {
  readonly proxy: Spent[];
  readonly pass: Spent[];
}

/** What a request took, in milliseconds. */
interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

/** What a request costs beside a plain pass-through of the same body. */
export async function work(isQuick: boolean): Promise<Report> {
  const measured: { readonly size: Size; readonly samples: Samples }[] = [];
  for (const size of SIZES) {
    measured.push({ size, samples: await samplesOf(size, size.samples[isQuick ? 0 : 1]) });
  }
  return {
    name: "work",
    how:
      "Sessions of an agent that grow request by request, through the proxy (ledger on disk) and through a plain " +
      "pass-through (Hono, body read, fetch, relay), each in a process of its own, one after the other in turn, to " +
      "the same upstream on this machine. Milliseconds; wall: as the client sees it, median; cpu: of the process " +
      "in between, mean.",
    tables: [
      [COLUMNS, ...measured.map(({ size, samples }) => cellsOf(size, samples))],
      phasesOf(SIZES.map(({ name, bytes, growth }) => ({ name, bytes, growth })), isQuick ? 7 : 31),
    ],
    goals: measured.map(({ size, samples }) => ({
      name: `work at ${size.name} beside a pass-through, p50`,
      value: ratioOf(samples),
      most: size.most,
      unit: "x",
    })),
    notes: [],
  };
}

const COLUMNS = [
  "body",
  "samples",
  "proxy wall",
  "pass wall",
  "ratio",
  "proxy cpu",
  "pass cpu",
  "ratio",
];

function cellsOf({ name }: Size, samples: Samples): (string | number)[] {
  const [proxy, pass] = [meanCpu(samples.proxy), meanCpu(samples.pass)];
  return [
    name,
    samples.proxy.length,
    rounded(medianWall(samples.proxy)),
    rounded(medianWall(samples.pass)),
    ratioOf(samples),
    rounded(proxy),
    rounded(pass),
    rounded(proxy / pass),
  ];
}

function ratioOf({ proxy, pass }: Samples): number {
  return rounded(medianWall(proxy) / medianWall(pass));
}

function medianWall(spent: readonly Spent[]): number {
  return median(spent.map(({ wall }) => wall));
}

function meanCpu(spent: readonly Spent[]): number {
  return sum(spent.map(({ cpu }) => cpu)) / spent.length;
}

function samplesOf(size: Size, count: number): Promise<Samples> {
  return withHome(async (home) => {
    const upstream = await startPart({ kind: "upstream" });
    try {
      return await withParts([
        { kind: "proxy", upstream: upstream.url, home },
        { kind: "pass", upstream: upstream.url },
      ], ([proxy, pass]) => compare(size, count, proxy, pass));
    } finally {
      await upstream.stop();
    }
  });
}

async function compare(size: Size, count: number, proxy: Part, pass: Part): Promise<Samples> {
  const samples: Samples = { proxy: [], pass: [] };
  // A first session warms both up and is not counted.
  const warmUp: Samples = { proxy: [], pass: [] };
  for (let seed = 0; samples.proxy.length < count; seed++) {
    const into = seed === 0 ? warmUp : samples;
    const most = seed === 0 ? Math.min(count, 20) : count;
    await grow(new Session({ ...size.growth, seed: seed + 1 }), size, most, into, proxy, pass);
  }
  return samples;
}

/** One session from its first request on: those of the right size are measured, up to so many. */
async function grow(
  session: Session,
  { bytes }: Size,
  most: number,
  samples: Samples,
  proxy: Part,
  pass: Part,
): Promise<void> {
  for (;;) {
    const asked = session.next();
    const { length } = asked.body;
    if (length > bytes * (1 + NEAR) || samples.proxy.length >= most) return;
    if (length < bytes * (1 - NEAR)) await timeOf(proxy.url, asked);
    else await sample(asked, samples, proxy, pass);
  }
}

async function sample(asked: Asked, samples: Samples, proxy: Part, pass: Part): Promise<void> {
  const both = [[proxy, samples.proxy], [pass, samples.pass]] as const;
  // Whoever comes second finds the body in the caches of the machine.
  const order = samples.proxy.length % 2 === 0 ? both : both.toReversed();
  for (const [part, spent] of order) spent.push(await spentOn(part, asked));
}

async function spentOn(part: Part, asked: Asked): Promise<Spent> {
  const before = await part.usage();
  const wall = await timeOf(part.url, asked);
  const after = await part.usage();
  return { wall, cpu: after.cpu - before.cpu };
}
