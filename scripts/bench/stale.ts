import { defaultConfig } from "../../src/config/settings.ts";
import { billedOf } from "../../src/replay/bills.ts";
import { answersOf, type Recorded, recordedOf } from "../../tests/support/corpus.ts";
import { Ledger, prices } from "./bills.ts";
import { rounded } from "./numbers.ts";
import { Passing } from "./passing.ts";
import type { Goal, Table } from "./report.ts";
import { sdkSession } from "./sdk_session.ts";

/** Prompts of the session that is made up here. */
const TURNS = 80;

/** A long session without cache markers. */
interface Long {
  readonly name: string;
  /** Nobody bills a cache there. */
  readonly isUncached: boolean;
  readonly requests: readonly Recorded[];
}

/** What long sessions cost with the texts of old turns left out, and with them whole. */
export async function staleTurns(): Promise<{ readonly tables: Table[]; readonly goals: Goal[] }> {
  const rows: Row[] = [];
  for (const long of await sessions()) {
    rows.push({ long, whole: await billOf(long, false), aside: await billOf(long, true) });
  }
  return {
    tables: [[COLUMNS, ...rows.map(cellsOf)]],
    goals: rows.filter(({ long }) => long.isUncached).map(({ long, whole, aside }) => ({
      name: `old texts aside / whole, ${long.name}`,
      value: rounded(aside.sent / whole.sent, 4),
      most: 1,
      unit: "",
    })),
  };
}

/** Two bills, in dollars. */
interface Bills {
  readonly direct: number;
  readonly sent: number;
}

interface Row {
  readonly long: Long;
  readonly whole: Bills;
  readonly aside: Bills;
}

const COLUMNS = ["long session", "requests", "direct $", "old texts whole $", "aside $", "ratio"];

function cellsOf({ long: { name, requests }, whole, aside }: Row): (string | number)[] {
  const ratio = rounded(aside.sent / whole.sent, 3);
  const dollars = [whole.direct, whole.sent, aside.sent].map((value) => rounded(value, 3));
  return [name, requests.length, ...dollars, ratio];
}

async function sessions(): Promise<Long[]> {
  const made = async (model: string): Promise<Long> => ({
    name: `openai SDK, ${model}`,
    isUncached: false,
    requests: await sdkSession(model, TURNS),
  });
  const name = "sdk-anthropic-turns-express";
  return [
    { name, isUncached: true, requests: recordedOf(name) },
    await made("gpt-5.1"),
    await made("gpt-6-sol"),
  ];
}

async function billOf({ name, requests }: Long, stale_turns: boolean): Promise<Bills> {
  const compression = { ...defaultConfig.compression, stale_turns };
  const answers = answersOf(requests);
  const passing = new Passing(requests, { ...defaultConfig, compression });
  const ledger = new Ledger();
  for (const recorded of requests) {
    const answer = answers.get(recorded.n);
    const one = await passing.pass(name, recorded, answer);
    if (one) ledger.add(one, answer);
  }
  await passing.close();
  const source = { kind: "recorded", counted: "sent" } as const;
  const { direct, sent } = billedOf(ledger.passages, source, prices);
  return { direct: direct.dollars, sent: sent.dollars };
}
