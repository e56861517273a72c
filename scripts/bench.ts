/** Measures what the project promises. `deno task bench [name...] [--quick] [--full] [--json]` */
import process from "node:process";
import { parseArgs } from "node:util";
import { bill } from "./bench/bill.ts";
import { glossary } from "./bench/glossary.ts";
import { json } from "./bench/json.ts";
import { loops } from "./bench/loops.ts";
import { memory } from "./bench/memory.ts";
import { replay } from "./bench/replay.ts";
import { isReached, printed, type Report } from "./bench/report.ts";
import { rules } from "./bench/rules.ts";
import { start } from "./bench/start.ts";
import { stall } from "./bench/stall.ts";
import { work } from "./bench/work.ts";

const benches: Readonly<Record<string, (isQuick: boolean) => Promise<Report>>> = {
  rules,
  bill,
  replay,
  loops,
  work,
  memory,
  stall,
  glossary,
  json,
  start,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
  },
});

const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`No benchmark "${unknown[0]}": there are ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}

// All of them in full take some minutes.
const isQuick = values.quick || (positionals.length === 0 && !values.full);
const reports: Report[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
  const report = await benches[name](isQuick);
  reports.push(report);
  if (!values.json) console.log(`${printed(report)}\n`);
}
if (values.json) console.log(JSON.stringify(reports, null, 2));
process.exit(reports.flatMap(({ goals }) => goals).every(isReached) ? 0 : 1);
