import { billedOf } from "../../src/replay/bills.ts";
import { lawReport } from "../../tests/support/law.ts";
import { type RecordedLoop, recordLoops } from "../record/loops/loops.ts";
import { Ledger, prices } from "./bills.ts";
import { rounded, sum } from "./numbers.ts";
import { Passing } from "./passing.ts";
import type { Report } from "./report.ts";

const HOW =
  "Tool loops of the SDKs of OpenAI and Google over this repository, recorded now: a scripted model asks, commands run " +
  "for real, and some of the calls ask for what was asked before. Each loop goes through a proxy of its own; what came " +
  "in and what went up is billed by the provider's own cache rules and prices, requests 15 s apart. Repeated: the part " +
  "of all results, in characters, that stands in lines that stood earlier.";

/** Shares of calls that ask again. */
const REPEATS = [0.2, 0.45, 0.7];
const CALLS = 60;

/** A loop's figures. */
interface Row {
  readonly recorded: RecordedLoop;
  readonly bytesIn: number;
  readonly bytesUp: number;
  readonly breaks: number;
  readonly outside: number;
  readonly direct: number;
  readonly sent: number;
}

/** What loops of real SDKs would have cost, with the proxy and without. */
export async function loops(isQuick: boolean): Promise<Report> {
  const growths = (isQuick ? REPEATS.slice(0, 1) : REPEATS)
    .map((repeats, i) => ({ seed: 7 + i, calls: CALLS, repeats }));
  const rows: Row[] = [];
  for (const recorded of await recordLoops(growths)) rows.push(await rowOf(recorded));
  const resent = rows.filter(({ recorded }) => !recorded.loop.isHeldAbove);
  const held = rows.filter(({ recorded }) => recorded.loop.isHeldAbove);
  return {
    name: "loops",
    how: HOW,
    tables: [[COLUMNS, ...rows.map(cellsOf)]],
    goals: [
      { name: "prefix breaks", value: sum(rows.map(({ breaks }) => breaks)), most: 0, unit: "" },
      {
        name: "changes outside results",
        value: sum(rows.map(({ outside }) => outside)),
        most: 0,
        unit: "",
      },
      {
        name: "bill / direct bill, loops that send their history again, the highest",
        value: rounded(Math.max(...resent.map(ratioOf)), 4),
        most: 0.65,
        unit: "",
      },
      {
        name: "bill / direct bill, loops whose history the server keeps, the highest",
        value: rounded(Math.max(...held.map(ratioOf)), 4),
        most: 1.003,
        unit: "",
      },
    ],
    notes: [],
  };
}

const COLUMNS = [
  "loop",
  "asked again",
  "repeated",
  "requests",
  "MB in",
  "MB up",
  "direct $",
  "sent $",
  "cost",
  "breaks",
  "outside",
];

function cellsOf(row: Row): (string | number)[] {
  const { recorded: { loop, growth, repeated, exchanges }, bytesIn, bytesUp } = row;
  return [
    loop.name,
    `${Math.round(growth.repeats * 100)} %`,
    `${Math.round(repeated * 100)} %`,
    exchanges.length,
    rounded(bytesIn / 1e6, 1),
    rounded(bytesUp / 1e6, 1),
    rounded(row.direct, 3),
    rounded(row.sent, 3),
    rounded(ratioOf(row), 3),
    row.breaks,
    row.outside,
  ];
}

function ratioOf({ direct, sent }: Row): number {
  return sent / direct;
}

async function rowOf(recorded: RecordedLoop): Promise<Row> {
  const { exchanges, loop } = recorded;
  const passing = new Passing(exchanges);
  const ledger = new Ledger();
  const passages = [];
  for (const exchange of exchanges) {
    const passed = await passing.pass(loop.name, exchange, undefined);
    if (passed === undefined) throw new Error(`${loop.name}: request ${exchange.n} went nowhere`);
    passages.push(passed.passage);
    ledger.add(passed, undefined);
  }
  passing.close();
  const { direct, sent } = billedOf(
    ledger.passages,
    { kind: "recorded", counted: "sent" },
    prices,
  );
  const { prefixBreaks, foreignEdits } = lawReport(passages);
  return {
    recorded,
    bytesIn: sum(exchanges.map(({ body }) => body.length)),
    bytesUp: sum(passages.map(({ up }) => up.length)),
    breaks: prefixBreaks,
    outside: foreignEdits,
    direct: direct.dollars,
    sent: sent.dollars,
  };
}
