import type { Database } from "../../sqlite/database.ts";
import { costOf } from "../money.ts";
import type { PartSums, RequestSums } from "../sums.ts";
import { EARLIER, sumsBy, sumsIn } from "./rows.ts";
import { partTable, requestTable, type SumTable } from "./schema.ts";

/** What was added up since the first request. */
export interface AllTime {
  /** The first day that is told by itself; `null` where nothing is. */
  readonly since: string | null;
  readonly requests: RequestSums;
  readonly blocks: PartSums;
  readonly by_client: Readonly<Record<string, RequestSums>>;
  readonly by_model: Readonly<Record<string, RequestSums>>;
  readonly by_rule: Readonly<Record<string, PartSums>>;
  readonly by_tool: Readonly<Record<string, PartSums>>;
  /** The latest days with requests, the oldest first. */
  readonly by_day: readonly ({ readonly day: string } & RequestSums)[];
}

/** So many days are told. */
const DAYS = 30;

/** Reads the totals. */
export function allTimeIn(database: Database): AllTime {
  const days = sumsBy(database, requestTable, ["day"]).filter(({ day }) => day !== EARLIER);
  return {
    since: days.length === 0 ? null : String(days[0].day),
    requests: sumsIn(requestTable, sumsBy(database, requestTable, [])[0]) as RequestSums,
    // Each block has one tool, and at most one rule.
    blocks: sumsIn(partTable, sumsBy(database, partTable, [], { kind: "tool" })[0]) as PartSums,
    by_client: named<RequestSums>(database, requestTable, "client"),
    by_model: named<RequestSums>(database, requestTable, "model"),
    by_rule: named<PartSums>(database, partTable, "name", { kind: "rule" }),
    by_tool: named<PartSums>(database, partTable, "name", { kind: "tool" }),
    by_day: days.slice(-DAYS).map((row) => ({
      day: String(row.day),
      ...sumsIn(requestTable, row) as RequestSums,
    })),
  };
}

function named<Sums>(
  database: Database,
  table: SumTable,
  key: string,
  where?: Readonly<Record<string, string>>,
): Record<string, Sums> {
  return Object.fromEntries(
    sumsBy(database, table, [key], where).map((row) => [
      String(row[key]),
      sumsIn(table, row) as Sums,
    ]),
  );
}

/** The totals as `all_time` of the stats has them, and what is wrong with them. */
export function allTimeFacts(all: AllTime | undefined, problem: string | undefined) {
  return { problem: problem ?? null, ...all && { cost: allTimeCost(all), ...all } };
}

function allTimeCost({ requests, by_model }: AllTime) {
  const unknown = Object.entries(by_model).filter(([, { unpriced }]) => unpriced > 0);
  return { ...costOf(requests), unknown_models: unknown.map(([model]) => model) };
}
