import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { printersOf, subcommandOf } from "../../src/rules/printer.ts";
import { sightOf } from "../../src/rules/sight.ts";
import { type Prices, pricesWith } from "../../src/billing/prices.ts";
import { answersOf, hasCorpus, recordedOf } from "../../tests/support/corpus.ts";
import { Account, type Cost } from "./bill/account.ts";
import { type Part, PromptReader } from "./bill/prompt.ts";
import { rounded, sum } from "./numbers.ts";
import { withHome } from "./parts.ts";
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

/** Between two requests, in milliseconds. */
const APART = 15_000;
/** Rows of the table that says where the rest of the bill stands. */
const MOST_ROWS = 40;

/** Programs that do different things by their first word. */
const MANIFOLD = new Set(["git", "npm", "npx"]);

const HOW =
  "Recorded sessions of real clients, each through a proxy of its own. Both what came in and what went up is billed " +
  "by Anthropic's cache rules and prices, requests 15 s apart by a clock of the benchmark's own; tokens are o200k, " +
  "counted; answers cost the same on both sides. Points: hundredths of the direct bill, mean of the sessions.";

/** A session's two bills. */
interface Billed {
  readonly session: string;
  readonly requests: number;
  readonly direct: Account;
  readonly up: Account;
  /** What the ledger says of each call's result. */
  readonly decisions: ReadonlyMap<string, string>;
}

/** What recorded sessions would have cost, with the proxy and without. */
export async function bill(_isQuick: boolean): Promise<Report> {
  if (!hasCorpus("bill")) {
    const notes = ["There are no recorded sessions at ../shared/corpus/sessions: nothing to bill."];
    return { name: "bill", how: HOW, tables: [], goals: [], notes };
  }
  const prices = pricesWith();
  const all: Billed[] = [];
  for (const session of SESSIONS) all.push(await billed(session, prices));
  const ratios = all.map(({ up, direct }) => up.total / direct.total);
  return {
    name: "bill",
    how: HOW,
    tables: [[COLUMNS, ...all.map(cellsOf)], restOf(all)],
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

const COLUMNS = ["session", "requests", "direct $", "sent $", "ratio", "prompts alone"];

function cellsOf({ session, requests, direct, up }: Billed): (string | number)[] {
  return [
    session,
    requests,
    rounded(direct.total, 3),
    rounded(up.total, 3),
    rounded(up.total / direct.total, 4),
    rounded(up.prompts / direct.prompts, 4),
  ];
}

function billed(session: string, prices: Prices): Promise<Billed> {
  return withHome(async (home) => {
    const recorded = recordedOf(session);
    const answers = answersOf(recorded);
    const passing = new Passing(home);
    const reader = new PromptReader();
    const [direct, up] = [new Account(prices), new Account(prices)];
    let requests = 0;
    for (const one of recorded) {
      const answer = answers.get(one.n);
      const passed = await passing.pass(session, one, answer);
      if (!passed || passed.passage.isCount || one.body.length === 0) continue;
      const at = APART * requests++;
      const answered = answer ? reader.answered(answer) : 0;
      direct.add(reader.read(passed.passage.body), at, answered);
      up.add(reader.read(passed.passage.up), at, answered);
    }
    passing.close();
    return { session, requests, direct, up, decisions: decisionsIn(home) };
  });
}

/** What the ledger says was done with each call's result: the rule, or why it went as it came. */
function decisionsIn(home: string): Map<string, string> {
  const file = join(home, "ledger.db");
  if (!existsSync(file)) return new Map();
  const database = new DatabaseSync(file, { readOnly: true });
  // The first row stands: the last to be put into the map.
  const rows = database.prepare("SELECT anchor, kind, because, rule FROM sent ORDER BY id DESC")
    .all();
  database.close();
  return new Map(
    rows.map(({ anchor, kind, because, rule }) => [
      String(JSON.parse(String(anchor))),
      String(rule ?? because ?? kind),
    ]),
  );
}

/** What the rest of the bill stands in, the most expensive first. */
function restOf(all: readonly Billed[]): Table {
  const points = new Map<string, { direct: number; up: number; calls: Set<string> }>();
  for (const one of all) {
    const share = 100 / one.direct.total / all.length;
    const nameOf = namesFor(one.decisions);
    for (const side of ["direct", "up"] as const) {
      for (const { block, dollars } of withOutput(one[side])) {
        const name = nameOf(block.part);
        const sums = points.get(name) ?? { direct: 0, up: 0, calls: new Set<string>() };
        points.set(name, sums);
        sums[side] += dollars * share;
        if (block.part.is === "result") sums.calls.add(block.part.callId);
      }
    }
  }
  const rows = [...points].toSorted(([, a], [, b]) => b.up - a.up);
  return [
    ["block", "results", "direct, points", "sent, points"],
    ...rows.slice(0, MOST_ROWS).map(([name, { direct, up, calls }]) => [
      name,
      calls.size,
      rounded(direct),
      rounded(up),
    ]),
  ];
}

function withOutput(
  { costs, output }: Account,
): (Cost | { block: { part: Part }; dollars: number })[] {
  return [...costs, { block: { part: { is: "answered" } }, dollars: output }];
}

/** `Bash git diff: git_diff`: the tool, the program and what was decided. Each call's is made up once. */
function namesFor(decisions: ReadonlyMap<string, string>): (part: Part) => string {
  const names = new Map<string, string>();
  return (part) => {
    if (part.is !== "result") return part.is;
    const { callId } = part;
    const name = names.get(callId) ?? `${callOf(part)}: ${decisions.get(callId) ?? "short"}`;
    names.set(callId, name);
    return name;
  };
}

function callOf({ tool, input }: Extract<Part, { is: "result" }>): string {
  const command = typeof input.command === "string" ? input.command : "";
  const stages = printersOf(sightOf({ tool, command, text: "" }));
  const programs = stages.map((stage) =>
    MANIFOLD.has(stage.program) ? `${stage.program} ${subcommandOf(stage) ?? ""}` : stage.program
  );
  return `${tool} ${[...new Set(programs)].slice(0, 2).join("; ")}`.trim();
}
