import {
  answersOf,
  ANTHROPIC_SESSIONS,
  hasCorpus,
  recordedOf,
  sessionNames,
} from "../../tests/support/corpus.ts";
import { lawReport } from "../../tests/support/law.ts";
import { quantile, rounded, sum } from "./numbers.ts";
import { Passing, type Replayed } from "./passing.ts";
import type { Report } from "./report.ts";

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
}

const HOW =
  "Recorded sessions of real clients, each through a proxy of its own with its own headers; the upstream " +
  "is a function that answers what the model answered then. Added: from our door to the upstream's, milliseconds.";

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
  return {
    name: "replay",
    how: HOW,
    tables: [[COLUMNS, ...rows.map(cellsOf)]],
    goals: [
      zero("prefix breaks", rows.map(({ breaks }) => breaks)),
      zero("changes outside results", rows.map(({ outside }) => outside)),
      zero("cache markers changed", rows.map(({ markers }) => markers)),
      zero("failed requests", rows.map(({ failed }) => failed)),
    ],
    notes: rows.flatMap(({ session, differences }) =>
      differences.map((said) => `${session}: ${said}`)
    ),
  };
}

const COLUMNS = [
  "session",
  "requests",
  "MB in",
  "MB up",
  "wire",
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

function zero(name: string, values: readonly number[]) {
  return { name: `${name}, over all sessions`, value: sum(values), most: 0, unit: "" };
}

async function rowOf(session: string): Promise<Row> {
  const requests = recordedOf(session);
  const answers = answersOf(requests);
  const passing = new Passing(undefined);
  const replayed: Replayed[] = [];
  for (const recorded of requests) {
    const one = await passing.pass(session, recorded, answers.get(recorded.n));
    if (one) replayed.push(one);
  }
  const law = lawReport(replayed.map(({ passage }) => passage));
  const stats = await passing.stats();
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
  };
}
