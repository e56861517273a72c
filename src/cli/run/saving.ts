import { plural } from "../../text/plural.ts";
import { fieldsOf, numberOf } from "../kit/fields.ts";
import { count, percent } from "../kit/format.ts";

/** What a proxy saved, in one line: `stats` is what it says of itself. */
export function savingLine(stats: Readonly<Record<string, unknown>>): string {
  const requests = numberOf(stats.requests);
  if (requests === 0) return "nothing came through the proxy";
  const tokens = count(numberOf(stats.total_saved_tokens));
  const share = percent(numberOf(stats.savings_pct));
  const dollars = numberOf(fieldsOf(stats.cost).saved_usd);
  const money = dollars === 0 ? "" : `, ${dollars < 0 ? "-" : ""}$${Math.abs(dollars).toFixed(2)}`;
  return `about ${tokens} tokens saved (${share} of new results${money}) ` +
    `in ${requests} ${plural(requests, "request")}`;
}
