import { plural } from "../../../text/plural.ts";
import { fieldsOf, numberOf } from "../fields.ts";
import { count, dollars, percent, size } from "../format.ts";
import type { Line, Section } from "./table.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Slow requests shown. */
const MOST_SLOW = 3;

/** Whether prefixes hold, caches are hit, and how often originals are asked for. */
export function healthSection(stats: Fields): Section {
  return {
    title: "Health",
    lines: [
      ...prefixLines(fieldsOf(stats.prefix)),
      ...providerLines(fieldsOf(stats.usage), fieldsOf(stats.prefix)),
      ...cacheLines(fieldsOf(stats.cache)),
      ...expandLines(fieldsOf(stats.expand)),
    ],
  };
}

function share(name: string, part: number, whole: number, note: string): Line {
  const share = whole === 0 ? 0 : part / whole;
  return { name, figures: [percent(100 * share)], share, note };
}

function prefixLines({ checked, held, steps, breaks }: Fields): Line[] {
  if (numberOf(checked) === 0) return [];
  const causes = Object.entries({ ...fieldsOf(breaks), "stale turns": steps })
    .filter(([, times]) => numberOf(times) > 0)
    .map(([cause, times]) => `${cause.replaceAll("_", ", ")} ${count(numberOf(times))}`);
  const broken = causes.length > 0 ? `; broken by ${causes.join("; ")}` : "";
  const note = `${count(numberOf(held))} of ${count(numberOf(checked))}${broken}`;
  return [share("prefix held", numberOf(held), numberOf(checked), note)];
}

function providerLines({ input, cache_read, cache_write, output }: Fields, prefix: Fields): Line[] {
  const read = numberOf(cache_read);
  const all = read + numberOf(cache_write) + numberOf(input);
  if (all === 0) return [];
  const times = numberOf(prefix.provider_missed);
  const missed = times === 0 ? "" : `; ${count(times)} ${plural(times, "time")} it forgot`;
  const note = `of ${count(all)} tokens${missed}`;
  return [
    share("provider's cache read", read, all, note),
    { name: "tokens of answers", figures: [count(numberOf(output))] },
  ];
}

function cacheLines({ hits, misses, evictions, enabled }: Fields): Line[] {
  const asked = numberOf(hits) + numberOf(misses);
  if (enabled === false || asked === 0) return [];
  const dropped = numberOf(evictions);
  const note = `${count(numberOf(hits))} of ${count(asked)} results` +
    (dropped > 0 ? `; ${count(dropped)} dropped` : "");
  return [share("compression cache hit", numberOf(hits), asked, note)];
}

function expandLines({ calls, hits, rate_pct }: Fields): Line[] {
  if (numberOf(calls) === 0) return [];
  const asked = numberOf(calls);
  const note = `${count(asked)} ${plural(asked, "call")}, ${count(numberOf(hits))} answered`;
  return [{
    name: "originals asked for",
    figures: [percent(numberOf(rate_pct))],
    share: numberOf(rate_pct) / 100,
    note,
  }];
}

/** Old texts that stand aside. */
export function staleSection(stats: Fields): Section {
  const stale = fieldsOf(stats.stale_turns);
  const line = (name: string, value: unknown) => ({ name, figures: [count(numberOf(value))] });
  return {
    title: "Stale turns",
    lines: numberOf(stale.saved_tokens) === 0 ? [] : [
      line("steps taken", stale.steps),
      line("texts that stand aside", stale.collapsed),
      line("tokens saved, in all requests since", stale.saved_tokens),
      line("tokens that caches had to take again", stale.rewritten_tokens),
      { name: "saved since", figures: [dollars(numberOf(stale.saved_usd))] },
      { name: "cost of the steps", figures: [dollars(numberOf(stale.step_usd))] },
    ],
  };
}

/** What is held, in memory and on disk. */
export function keptSection(stats: Fields): Section {
  const { size: originals, bytes } = fieldsOf(stats.expand_store);
  const ledger = fieldsOf(stats.ledger);
  const line = (name: string, number: unknown, more: string) => ({
    name,
    figures: [count(numberOf(number)), more],
  });
  return {
    title: "Kept",
    lines: [
      line("originals", originals, size(numberOf(bytes))),
      line("results in the ledger", ledger.entries, size(numberOf(ledger.bytes))),
      line("long names in the glossary", fieldsOf(stats.glossary).size, ""),
    ],
  };
}

/** What requests wait for us. */
export function delaySection(stats: Fields): Section {
  const { p50, p95, p99 } = fieldsOf(stats.latency);
  return {
    title: "Added to requests",
    heads: ["half", "95 %", "99 %"],
    lines: [{ name: "at most", figures: [p50, p95, p99].map(milliseconds) }],
  };
}

/** Requests that waited most. */
export function slowestSection(stats: Fields): Section {
  const { slowest } = fieldsOf(stats.latency);
  const all = Array.isArray(slowest) ? slowest.map(fieldsOf) : [];
  return {
    title: "Slowest",
    heads: ["added", "body"],
    lines: all.slice(0, MOST_SLOW).map(({ client, model, milliseconds: added, bytes }) => ({
      name: `${client} ${model}`,
      figures: [milliseconds(added), size(numberOf(bytes))],
    })),
  };
}

function milliseconds(value: unknown): string {
  return `${numberOf(value).toFixed(1)} ms`;
}

/** Rules that failed. */
export function faultSection(stats: Fields): Section {
  return {
    title: "Kept as they came, since a rule failed",
    lines: Object.entries(fieldsOf(stats.faults))
      .map(([name, blocks]) => ({ name, figures: [count(numberOf(blocks))] })),
  };
}
