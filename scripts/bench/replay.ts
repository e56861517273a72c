import {
  answersOf,
  ANTHROPIC_SESSIONS,
  hasCorpus,
  isWork,
  recordedOf,
  sessionNames,
} from "../../tests/support/corpus.ts";
import { type Billed, billedOf } from "../../src/replay/bills.ts";
import type { Passage } from "../../src/replay/passages.ts";
import { lawReport } from "../../tests/support/law.ts";
import { Ledger, prices } from "./bills.ts";
import { quantile, rounded, sum } from "./numbers.ts";
import { Passing, type Replayed } from "./passing.ts";
import type { Report } from "./report.ts";
import { staleTurns } from "./stale.ts";

/** A session's figures. */
interface Row {
  readonly session: string;
  readonly requests: number;
  readonly bytesIn: number;
  readonly bytesUp: number;
  readonly squeezed: number;
  readonly referred: number;
  readonly breaks: number;
  readonly outside: number;
  readonly markers: number;
  readonly failed: number;
  readonly added: readonly number[];
  readonly differences: readonly string[];
  readonly bill: Billed;
  /** The most tokens that a request grew by on its way. */
  readonly growth: number;
}

/** The definition of the expand tool, where nothing is squeezed. */
const MOST_GROWTH = 70;

const HOW =
  "Recorded sessions of real clients, each through a proxy of its own with its own headers; the upstream " +
  "is a function that answers what the model answered then. Added: from our door to the upstream's, milliseconds. " +
  "Both what came in and what went up is billed by the provider's own cache rules and prices, requests 15 s apart by a " +
  "clock of the benchmark's own; tokens are estimated. Cost: what went up by what came in.";

/** Sends every recorded session through a proxy and holds what went up against what came in. */
export async function replay(isQuick: boolean): Promise<Report> {
  if (!hasCorpus("replay")) {
    const notes = [
      "There are no recorded sessions at ../shared/corpus/sessions: nothing to replay.",
    ];
    return { name: "replay", how: HOW, tables: [], goals: [], notes };
  }
  const names = isQuick ? ANTHROPIC_SESSIONS : sessionNames();
  const rows: Row[] = [];
  for (const session of names) rows.push(await rowOf(session));
  const stale = isQuick ? { tables: [], goals: [] } : await staleTurns();
  return {
    name: "replay",
    how: HOW,
    tables: [[COLUMNS, ...rows.map(cellsOf)], ...stale.tables],
    goals: [
      ...stale.goals,
      zero("prefix breaks", rows.map(({ breaks }) => breaks)),
      zero("changes outside results", rows.map(({ outside }) => outside)),
      zero("cache markers changed", rows.map(({ markers }) => markers)),
      zero("failed requests", rows.map(({ failed }) => failed)),
      {
        name: "bill / direct bill, the highest of real work",
        value: rounded(Math.max(...rows.filter(({ session }) => isWork(session)).map(costOf)), 4),
        most: 1.003,
        unit: "",
      },
      {
        name: "what a request grows by, at most",
        value: Math.max(...rows.map(({ growth }) => growth)),
        most: MOST_GROWTH,
        unit: " tokens",
      },
    ],
    notes: rows.flatMap(({ session, differences, bill: { unpriced } }) => [
      ...differences.map((said) => `${session}: ${said}`),
      ...[...unpriced].map(([model, count]) =>
        `${session}: no price of ${model} (${count} requests)`
      ),
    ]),
  };
}

const COLUMNS = [
  "session",
  "requests",
  "MB in",
  "MB up",
  "wire",
  "direct $",
  "sent $",
  "cost",
  "squeezed",
  "referred",
  "breaks",
  "outside",
  "markers",
  "failed",
  "added p50",
  "p95",
];

function cellsOf(row: Row): (string | number)[] {
  return [
    row.session,
    row.requests,
    rounded(row.bytesIn / 1e6, 1),
    rounded(row.bytesUp / 1e6, 1),
    rounded(row.bytesUp / row.bytesIn, 3),
    rounded(row.bill.direct.dollars, 3),
    rounded(row.bill.sent.dollars, 3),
    rounded(costOf(row), 3),
    row.squeezed,
    row.referred,
    row.breaks,
    row.outside,
    row.markers,
    row.failed,
    rounded(quantile(row.added, 0.5)),
    rounded(quantile(row.added, 0.95)),
  ];
}

/** What went up costs so many times what came in. */
function costOf({ bill: { direct, sent } }: Row): number {
  return direct.dollars === 0 ? 1 : sent.dollars / direct.dollars;
}

function growthOf({ direct, sent }: Passage): number {
  const [before, after] = [direct, sent].map(({ blocks }) =>
    sum(blocks.map(({ tokens }) => tokens))
  );
  return after - before;
}

function zero(name: string, values: readonly number[]) {
  return { name: `${name}, over all sessions`, value: sum(values), most: 0, unit: "" };
}

async function rowOf(session: string): Promise<Row> {
  const requests = recordedOf(session);
  const answers = answersOf(requests);
  const passing = new Passing(requests);
  const ledger = new Ledger();
  const replayed: Replayed[] = [];
  for (const recorded of requests) {
    const answer = answers.get(recorded.n);
    const one = await passing.pass(session, recorded, answer);
    if (one === undefined) continue;
    replayed.push(one);
    ledger.add(one, answer);
  }
  const law = lawReport(replayed.map(({ passage }) => passage));
  const stats = await passing.stats();
  await passing.close();
  const referred = stats.by_rule.refer?.blocks ?? 0;
  return {
    session,
    requests: requests.length,
    bytesIn: law.bytesIn,
    bytesUp: law.bytesUp,
    squeezed: stats.compressions - referred,
    referred,
    breaks: law.prefixBreaks,
    outside: law.foreignEdits,
    markers: law.markerChanges,
    failed: replayed.filter(({ failed }) => failed).length,
    added: replayed.map(({ added }) => added),
    differences: law.differences,
    bill: billedOf(ledger.passages, { kind: "recorded", counted: "sent" }, prices),
    growth: Math.max(0, ...ledger.passages.all.map(growthOf)),
  };
}
