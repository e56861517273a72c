import type { Tokens } from "../../billing/bill.ts";
import type { Billed, Side } from "../../replay/bills.ts";
import type { Session, Trouble } from "../../replay/session.ts";
import type { Share } from "../../replay/shares.ts";
import { savedPct, type Sum, sumOf } from "../../replay/totals.ts";
import { plural } from "../../text/plural.ts";
import { dollars, harmless, percent } from "./format.ts";
import { grid } from "./grid.ts";

/** A session that was replayed. */
export interface Replayed {
  readonly file: string;
  readonly session: Session;
  readonly bill: Billed;
}

/** Names shown of each kind, those that brought most. */
const MOST = 12;
/** Sessions shown, those that cost most. */
const MOST_SESSIONS = 30;
/** Less than this is not worth a proxy, in percent. */
const WORTH = 1;

/** What sessions would have cost, for a terminal. */
export function replayScreen(replayed: readonly Replayed[]): string {
  const all = sumOf(replayed.map(({ bill }) => bill));
  return [
    sessionsOf(replayed, all),
    sharesOf("By rule", all.byRule, (share) => share.direct - share.sent),
    sharesOf("By tool", all.byTool, (share) => share.direct),
    `${verdictOf(all)}\n`,
    notesOf(replayed, all),
  ].filter((part) => part !== "").join("\n");
}

function sessionsOf(replayed: readonly Replayed[], all: Sum): string {
  const sorted = replayed.toSorted((a, b) => b.bill.direct.dollars - a.bill.direct.dollars);
  const shown = sorted.slice(0, MOST_SESSIONS);
  const rows = shown.map(({ session, bill }) => rowOf(`${session.client} ${session.name}`, bill));
  const more = sorted.length - shown.length;
  const rest = sumOf(sorted.slice(MOST_SESSIONS).map(({ bill }) => bill));
  return grid([
    ["session", "requests", "direct", "with Squeezr", "saved"],
    ...rows,
    ...(more > 0 ? [rowOf(`${more} more`, rest)] : []),
    ...(replayed.length > 1 ? [rowOf("all", all)] : []),
  ]);
}

function rowOf(name: string, { requests, direct, sent }: Omit<Sum, "fits">): string[] {
  const saved = direct.dollars === 0 ? "" : percent(savedPct({ direct, sent }));
  return [name, `${requests}`, dollars(direct.dollars), dollars(sent.dollars), saved];
}

function sharesOf(
  title: string,
  shares: ReadonlyMap<string, Share>,
  weight: (share: Share) => number,
): string {
  if (shares.size === 0) return "";
  const sorted = [...shares].toSorted(([, a], [, b]) => weight(b) - weight(a)).slice(0, MOST);
  const rows = sorted.map(([name, { results, direct, sent }]) => [
    name,
    `${results}`,
    dollars(direct),
    dollars(sent),
    dollars(direct - sent),
  ]);
  return grid([[title, "results", "direct", "with Squeezr", "saved"], ...rows]);
}

/** The answer in a sentence. */
function verdictOf(all: Sum): string {
  const { direct, sent } = all;
  if (direct.dollars === 0) return "What this cost is not known.";
  const pct = savedPct(all);
  if (pct >= WORTH) {
    return `Saves ${percent(pct)}: ${dollars(direct.dollars - sent.dollars)} of ${
      dollars(direct.dollars)
    }.`;
  }
  const more = sent.dollars > direct.dollars;
  return more
    ? `Costs ${percent(-pct)} more: not worth it.`
    : `Saves ${percent(pct)}: not worth it.`;
}

function notesOf(replayed: readonly Replayed[], { unpriced }: Sum): string {
  const isLog = replayed.some(({ session }) => session.source.kind === "log");
  const head =
    "Logs hold neither tools nor instructions: the provider's counts tell what they took.\n";
  return (isLog ? head : "") +
    [...unpriced].map(([model, requests]) => unpricedLine(model, requests)).join("");
}

function unpricedLine(model: string, requests: number): string {
  const left = `${requests} ${plural(requests, "request")}, left out`;
  if (model === "") return `No price is known where no model is named (${left}).\n`;
  const name = harmless(model);
  return `No price is known of ${name} (${left}): set one with [prices."${name}"] in squeezr.toml.\n`;
}

/** What sessions would have cost, for scripts. */
export function replayFacts(replayed: readonly Replayed[], troubles: readonly Trouble[]) {
  return {
    sessions: replayed.map(({ file, session: { name, client, source }, bill }) => ({
      name,
      client,
      file,
      source: source.kind,
      ...factsOf(bill),
      models: [...bill.fits].map(([model, { requests, factor, head }]) => ({
        model,
        requests,
        tokens_per_estimate: factor,
        unseen_tokens: Math.round(head),
      })),
    })),
    all: factsOf(sumOf(replayed.map(({ bill }) => bill))),
    troubles,
  };
}

function factsOf(sum: Sum) {
  const { requests, direct, sent, byRule, byTool, unpriced } = sum;
  return {
    requests,
    direct: sideFacts(direct),
    sent: sideFacts(sent),
    saved_usd: direct.dollars - sent.dollars,
    saved_pct: savedPct(sum),
    by_rule: Object.fromEntries([...byRule].map(([name, share]) => [name, shareFacts(share)])),
    by_tool: Object.fromEntries([...byTool].map(([name, share]) => [name, shareFacts(share)])),
    unpriced: Object.fromEntries(unpriced),
  };
}

function sideFacts({ tokens, dollars }: Side) {
  return { usd: dollars, ...wholeTokens(tokens) };
}

function wholeTokens({ read, write_long, write, input, output }: Tokens) {
  return {
    cache_read: Math.round(read),
    cache_write: Math.round(write),
    cache_write_long: Math.round(write_long),
    input: Math.round(input),
    output: Math.round(output),
  };
}

function shareFacts({ results, direct, sent }: Share) {
  return { results, direct_usd: direct, sent_usd: sent, saved_usd: direct - sent };
}
