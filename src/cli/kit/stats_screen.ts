import { fieldsOf, numberOf } from "./fields.ts";
import { count, dollars, duration, grid, percent, size } from "./format.ts";

type Fields = Readonly<Record<string, unknown>>;
type Section = readonly [title: string, rows: readonly (readonly string[])[]];

/** Names shown of each kind, those that saved most. */
const MOST = 8;

function requests(stats: Fields): Section {
  const pct = percent(numberOf(stats.savings_pct));
  return ["Saved", [
    ["requests", count(numberOf(stats.requests))],
    ["results shortened", count(numberOf(stats.compressions))],
    ["characters of new results", count(numberOf(stats.total_original_chars))],
    ["characters saved", count(numberOf(stats.total_saved_chars)), pct],
    ["tokens saved, estimated", count(numberOf(stats.total_saved_tokens))],
  ]];
}

function usage(stats: Fields): Section {
  const { input, cache_read, cache_write, output } = fieldsOf(stats.usage);
  return ["Tokens, as the provider counts them", [
    ["input", count(numberOf(input))],
    ["read from its cache", count(numberOf(cache_read))],
    ["written to its cache", count(numberOf(cache_write))],
    ["output", count(numberOf(output))],
  ]];
}

function prefix(stats: Fields): Section {
  const { checked, held, steps, breaks } = fieldsOf(stats.prefix);
  const causes = Object.entries(fieldsOf(breaks)).map(([cause, times]) => [
    `broken by ${cause.replaceAll("_", ", ")}`,
    count(numberOf(times)),
  ]);
  return ["Prefix", [
    ["held from request to request", `${count(numberOf(held))} of ${count(numberOf(checked))}`],
    ["changed by a step of stale turns", count(numberOf(steps))],
    ...causes,
  ]];
}

function staleTurns(stats: Fields): Section {
  const stale = fieldsOf(stats.stale_turns);
  if (numberOf(stale.saved_tokens) === 0) return ["Stale turns", []];
  return ["Stale turns", [
    ["steps taken", count(numberOf(stale.steps))],
    ["texts that stand aside", count(numberOf(stale.collapsed))],
    ["characters saved, in one request", count(numberOf(stale.saved_chars))],
    ["tokens saved, in all requests since", count(numberOf(stale.saved_tokens))],
    ["tokens that caches had to take again", count(numberOf(stale.rewritten_tokens))],
    ["saved since", dollars(numberOf(stale.saved_usd))],
    ["cost of the steps", dollars(numberOf(stale.step_usd))],
  ]];
}

function stores(stats: Fields): Section {
  const cache = fieldsOf(stats.cache);
  const ledger = fieldsOf(stats.ledger);
  const originals = fieldsOf(stats.expand_store);
  const kept = (name: string, number: unknown, bytes: unknown) => [
    name,
    count(numberOf(number)),
    size(numberOf(bytes)),
  ];
  return ["Kept", [
    kept("originals, in memory", originals.size, originals.bytes),
    kept("results, in the ledger", ledger.entries, ledger.bytes),
    ["replayed from the ledger", count(numberOf(ledger.replayed))],
    [
      "answered by the compression cache",
      count(numberOf(cache.hits)),
      percent(numberOf(cache.hit_rate_pct)),
    ],
    ["long names, in the glossary", count(numberOf(fieldsOf(stats.glossary).size))],
  ]];
}

function faults(stats: Fields): Section {
  const rows = Object.entries(fieldsOf(stats.faults))
    .map(([name, blocks]) => [name, count(numberOf(blocks))]);
  return ["Kept as they came, since a rule failed", rows];
}

function latency(stats: Fields): Section {
  const { p50, p95, p99 } = fieldsOf(stats.latency);
  const rows = Object.entries({ p50, p95, p99 })
    .map(([name, value]) => [name, `${numberOf(value).toFixed(1)} ms`]);
  return ["Added to a request", rows];
}

function byName(title: string, field: unknown): Section {
  const rows = Object.entries(fieldsOf(field))
    .map(([name, value]) => ({ name, ...fieldsOf(value) } as Fields & { name: string }))
    .sort((a, b) => numberOf(b.saved_chars) - numberOf(a.saved_chars))
    .slice(0, MOST)
    .map(({ name, blocks, original_chars, saved_chars }) => {
      const share = 100 * numberOf(saved_chars) / Math.max(1, numberOf(original_chars));
      return [name, count(numberOf(blocks)), count(numberOf(saved_chars)), percent(share)];
    });
  return [title, rows.length === 0 ? [] : [["", "results", "saved", ""], ...rows]];
}

function printed([title, rows]: Section, colour: boolean): string {
  if (rows.length === 0) return "";
  return `\n${colour ? `\u001b[1m${title}\u001b[0m` : title}\n${grid(rows)}`;
}

/** What `GET /squeezr/stats` says, on one screen. */
export function statsScreen(stats: Fields, colour: boolean): string {
  const problem = fieldsOf(stats.ledger).problem;
  const up = duration(numberOf(stats.uptime_seconds));
  const sections = [
    requests(stats),
    byName("By rule", stats.by_rule),
    byName("By tool", stats.by_tool),
    usage(stats),
    prefix(stats),
    staleTurns(stats),
    stores(stats),
    latency(stats),
    faults(stats),
  ];
  return `squeezr ${stats.version} on port ${numberOf(stats.port)}, up ${up}` +
    `${stats.bypassed === true ? ", bypass is on" : ""}\n` +
    (typeof problem === "string" ? `${problem}\n` : "") +
    sections.map((section) => printed(section, colour)).join("");
}
