import { Account, dollarsByBlock } from "../../src/billing/bill.ts";
import type { PromptBlock } from "../../src/billing/prompt.ts";
import { billedOf } from "../../src/replay/bills.ts";
import { type Fate, type Passages, ruleOf } from "../../src/replay/passages.ts";
import { printersOf, subcommandOf } from "../../src/rules/printer.ts";
import { sightOf } from "../../src/rules/sight.ts";
import { answersOf, hasCorpus, recordedOf } from "../../tests/support/corpus.ts";
import { Ledger, prices } from "./bills.ts";
import { rounded, sum } from "./numbers.ts";
import { Passing } from "./passing.ts";
import type { Report, Table } from "./report.ts";

/** Real work, recorded. The others try out faults. */
const SESSIONS = [
  "claude-hono",
  "claude-tty-express",
  "claude-turns-express",
  "claude20-express",
  "sdk-anthropic-turns-express",
];

/** Rows of the table that says where the rest of the bill stands. */
const MOST_ROWS = 40;

/** Programs that do different things by their first word. */
const MANIFOLD = new Set(["git", "npm", "npx"]);

const HOW =
  "Recorded sessions of real clients, each through a proxy of its own. Both what came in and what went up is billed " +
  "by Anthropic's cache rules and prices, requests 15 s apart by a clock of the benchmark's own; tokens are " +
  "estimated; answers cost the same on both sides. Points: hundredths of the direct bill, mean of the sessions.";

/** A session's two bills, in dollars. */
interface Row {
  readonly session: string;
  readonly passages: Passages;
  readonly direct: number;
  readonly sent: number;
}

/** What recorded sessions would have cost, with the proxy and without. */
export async function bill(_isQuick: boolean): Promise<Report> {
  if (!hasCorpus("bill")) {
    const notes = ["There are no recorded sessions at ../shared/corpus/sessions: nothing to bill."];
    return { name: "bill", how: HOW, tables: [], goals: [], notes };
  }
  const rows: Row[] = [];
  for (const session of SESSIONS) rows.push(await rowOf(session));
  const ratios = rows.map(({ sent, direct }) => sent / direct);
  return {
    name: "bill",
    how: HOW,
    tables: [[COLUMNS, ...rows.map(cellsOf)], restOf(rows)],
    goals: [
      {
        name: "bill / direct bill, mean of the sessions",
        value: rounded(sum(ratios) / ratios.length, 4),
        most: 0.78,
        unit: "",
      },
      {
        name: "bill / direct bill, the highest",
        value: rounded(Math.max(...ratios), 4),
        most: 1.003,
        unit: "",
      },
    ],
    notes: [],
  };
}

const COLUMNS = ["session", "requests", "direct $", "sent $", "ratio"];

function cellsOf({ session, passages, direct, sent }: Row): (string | number)[] {
  const figures = [rounded(direct, 3), rounded(sent, 3), rounded(sent / direct, 4)];
  return [session, passages.all.length, ...figures];
}

async function rowOf(session: string): Promise<Row> {
  const recorded = recordedOf(session);
  const answers = answersOf(recorded);
  const passing = new Passing(recorded);
  const ledger = new Ledger();
  for (const one of recorded) {
    const answer = answers.get(one.n);
    const passed = await passing.pass(session, one, answer);
    if (passed) ledger.add(passed, answer);
  }
  await passing.close();
  const { passages } = ledger;
  const { direct, sent } = billedOf(passages, { kind: "recorded", counted: "sent" }, prices);
  return { session, passages, direct: direct.dollars, sent: sent.dollars };
}

/** What the rest of the bill stands in, the most expensive first. */
function restOf(rows: readonly Row[]): Table {
  const points = new Map<string, { direct: number; sent: number; calls: Set<string> }>();
  for (const { passages, direct } of rows) {
    const share = 100 / direct / rows.length;
    for (const side of ["direct", "sent"] as const) {
      for (const { name, dollars, callId } of costsOf(passages, side)) {
        const sums = points.get(name) ?? { direct: 0, sent: 0, calls: new Set<string>() };
        points.set(name, sums);
        sums[side] += dollars * share;
        if (callId !== undefined) sums.calls.add(callId);
      }
    }
  }
  const sorted = [...points].toSorted(([, a], [, b]) => b.sent - a.sent);
  return [
    ["block", "results", "direct, points", "sent, points"],
    ...sorted.slice(0, MOST_ROWS).map(([name, { direct, sent, calls }]) => [
      name,
      calls.size,
      rounded(direct),
      rounded(sent),
    ]),
  ];
}

/** What one block of one request cost, under the name that it is told by. */
interface Cost {
  readonly name: string;
  readonly dollars: number;
  readonly callId?: string;
}

function costsOf(passages: Passages, side: "direct" | "sent"): Cost[] {
  const account = new Account(prices);
  const nameOf = namesFor(passages);
  return passages.all.flatMap((passage) => {
    const { blocks } = passage[side];
    const { tokens, price } = account.bill(passage[side], passage, passage.output);
    if (price === undefined) return [];
    const answered = { name: "answered", dollars: tokens.output * price.output / 1e6 };
    const dollars = dollarsByBlock(blocks, tokens, price);
    return [...blocks.map((block, i) => ({ ...nameOf(block), dollars: dollars[i] })), answered];
  });
}

/** `Bash git diff: git_diff`: the tool, the program and what was decided. Each call's is made up once. */
function namesFor(passages: Passages): (block: PromptBlock) => Pick<Cost, "name" | "callId"> {
  const names = new Map<string, string>();
  return ({ kind, callId }) => {
    const fate = callId === undefined ? undefined : passages.fateOf(callId);
    if (callId === undefined || fate === undefined) return { name: kind };
    const name = names.get(callId) ?? `${callOf(fate)}: ${decidedFor(fate)}`;
    names.set(callId, name);
    return { name, callId };
  };
}

function decidedFor(fate: Fate): string {
  return fate.decision.kind === "keep" ? fate.decision.because : ruleOf(fate)!;
}

function callOf({ tool, command }: Fate): string {
  const stages = printersOf(sightOf({ tool, command, text: "" }));
  const programs = stages.map((stage) =>
    MANIFOLD.has(stage.program) ? `${stage.program} ${subcommandOf(stage) ?? ""}` : stage.program
  );
  return `${tool} ${[...new Set(programs)].slice(0, 2).join("; ")}`.trim();
}
