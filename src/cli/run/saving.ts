import { plural } from "../../text/plural.ts";
import { fieldsOf, numberOf } from "../kit/fields.ts";
import { count, dollars, percent } from "../kit/format.ts";

/** In dollars: what is less is not worth a word. */
const CENT = 0.01;

/** What a proxy saved, in one line: `stats` is what it says of itself. */
export function savingLine(stats: Readonly<Record<string, unknown>>): string {
  const requests = numberOf(stats.requests);
  if (requests === 0) return "nothing came through the proxy";
  const tokens = count(numberOf(stats.total_saved_tokens));
  const share = percent(numberOf(stats.savings_pct));
  return `about ${tokens} tokens saved, ${share} of new results, in ${requests} ` +
    plural(requests, "request") + billed(numberOf(fieldsOf(stats.cost).saved_usd));
}

function billed(saved: number): string {
  const sum = Math.abs(saved);
  return sum < CENT ? "" : `; ${dollars(sum)} ${saved < 0 ? "more" : "less"} to pay`;
}
