import process from "node:process";
import { shorten, type Shortened } from "../../src/rules/list.ts";
import { type Output, recordedOutputs, retentionOf } from "../../tests/support/outputs.ts";
import { o200kOf } from "../../tests/support/o200k.ts";
import { median, rounded, sum } from "./numbers.ts";
import type { Report, Table } from "./report.ts";

/** Where most of the output is what passed or what came along, if the command succeeded. */
const NOISY = new Set(
  ("ava cargo deno go-test jest maven mocha node-test pytest vitest " + // test runs
    "apt npm-install pip bundle gcc-make go-build javac " + // installs, builds
    "progress wget logs " +
    "ls ps " + // listings with constant columns
    "minified lockfile").split(" "),
);

const HOW =
  "Recorded outputs of tools, each at first sight, through all rules: `saved` with notes that can be redeemed, " +
  "`lossless` where none can. Tokens are o200k, counted; kept: facts that must be found in what is sent.";

const NO_RULE: ReadonlySet<string> = new Set();
/** What a note costs in a conversation that has the tool. */
const redeemable = (what: string) => `[${what}; squeezr_expand("k7q2m9xd")]`;
const plain = (what: string) => `[${what}]`;

/** One output, and what became of it. */
interface Squeezed {
  readonly output: Output;
  readonly tokens: number;
  readonly sent: number;
  readonly lossless: number;
  readonly facts: number;
  readonly lost: readonly string[];
  /** The rule, or what went wrong. */
  readonly rule: string;
  readonly fault: string | undefined;
}

/** What the rules save, keep and take on real outputs. */
export function rules(isQuick: boolean): Promise<Report> {
  const outputs = recordedOutputs();
  if (outputs.length === 0) {
    const notes = [
      "There are no recorded outputs at ../shared/corpus/outputs: nothing to squeeze.",
    ];
    return Promise.resolve({ name: "rules", how: HOW, tables: [], goals: [], notes });
  }
  const speed = rounded(speedOn(outputs, isQuick ? 2 : 7), 1);
  const all = outputs.map(squeezed);
  const families = [...Map.groupBy(all, ({ output }) => output.family)].toSorted();
  const noisy = all.filter(({ output }) => output.exitCode === 0 && NOISY.has(output.family));
  const mean = rounded(sum(families.map(([, some]) => saved(some, "sent"))) / families.length, 1);
  return Promise.resolve({
    name: "rules",
    how: HOW,
    tables: [
      [COLUMNS, ...families.map(([name, some]) => cellsOf(name, some))],
      totals(all, noisy, families.map(([, some]) => some)),
      byRule(all),
    ],
    goals: [
      { name: "facts kept, all outputs", value: keptOf(all), least: 100, unit: " %" },
      { name: "saved, mean of families", value: mean, least: 38, unit: " %" },
      { name: "saved, passing and noisy", value: saved(noisy, "sent"), least: 60, unit: " %" },
      { name: "outputs that grew", value: all.filter(hasGrown).length, most: 0, unit: "" },
      { name: "speed on one core", value: speed, least: 30, unit: " MB/s" },
    ],
    notes: all.flatMap(troubles),
  });
}

const COLUMNS = ["family", "outputs", "tokens", "sent", "saved %", "lossless %", "kept %"];

function cellsOf(name: string, some: readonly Squeezed[]): (string | number)[] {
  const total = (key: "tokens" | "sent") => sum(some.map((one) => one[key]));
  return [
    name,
    some.length,
    total("tokens"),
    total("sent"),
    saved(some, "sent"),
    saved(some, "lossless"),
    keptOf(some),
  ];
}

function totals(
  all: readonly Squeezed[],
  noisy: readonly Squeezed[],
  families: readonly (readonly Squeezed[])[],
): Table {
  const mean = (key: "sent" | "lossless") =>
    rounded(sum(families.map((some) => saved(some, key))) / families.length, 1);
  return [
    ["over", "outputs", "tokens", "saved %", "lossless %"],
    ["families, mean", families.length, "", mean("sent"), mean("lossless")],
    ...([["all, pooled", all], ["passing and noisy, pooled", noisy]] as const).map((
      [name, some],
    ) => [
      name,
      some.length,
      sum(some.map(({ tokens }) => tokens)),
      saved(some, "sent"),
      saved(some, "lossless"),
    ]),
  ];
}

function byRule(all: readonly Squeezed[]): Table {
  const tokens = sum(all.map(({ tokens }) => tokens));
  const rows = [...Map.groupBy(all, ({ rule }) => rule)].map(([rule, some]) => {
    const gone = sum(some.map(({ tokens, sent }) => tokens - sent));
    return [rule, some.length, sum(some.map(({ sent }) => sent)), gone, share(gone, tokens)];
  });
  return [
    ["rule", "outputs", "sent", "saved", "% of all"],
    ...rows.toSorted((a, b) => Number(b[3]) - Number(a[3])),
  ];
}

function troubles({ output, lost, fault, tokens, sent }: Squeezed): string[] {
  return [
    ...(fault === undefined ? [] : [`${output.file}: kept as it is: ${fault}`]),
    ...lost.slice(0, 3).map((fact) => `${output.file}: lost ${JSON.stringify(fact.slice(0, 120))}`),
    ...(sent > tokens ? [`${output.file}: ${tokens} tokens became ${sent}`] : []),
  ];
}

function squeezed(output: Output): Squeezed {
  const tokens = o200kOf(output.text);
  const { short, fault } = attempt(output, false);
  const lossless = attempt(output, true).short;
  const sent = short?.text ?? output.text;
  const { facts, lost } = retentionOf(output, sent);
  const plainly = lossless && retentionOf(output, lossless.text).lost;
  return {
    output,
    tokens,
    sent: short ? o200kOf(sent) : tokens,
    lossless: lossless ? o200kOf(lossless.text) : tokens,
    facts,
    lost: [...new Set([...lost, ...plainly ?? []])],
    rule: short?.rule ?? "-",
    fault,
  };
}

/** What is sent; a rule that throws leaves the output as it is, as in the plan. */
function attempt(output: Output, losesNothingOnly: boolean): {
  readonly short?: Shortened | undefined;
  readonly fault?: string;
} {
  const note = losesNothingOnly ? plain : redeemable;
  try {
    return { short: shorten(output, note, NO_RULE, losesNothingOnly) };
  } catch (error) {
    return { fault: String(error) };
  }
}

/** Megabytes a second of this process's own time: other processes may be at work on the machine. */
function speedOn(outputs: readonly Output[], passes: number): number {
  const encoder = new TextEncoder();
  const bytes = sum(outputs.map(({ text }) => encoder.encode(text).length));
  const pass = () => {
    const begun = process.cpuUsage();
    for (const output of outputs) attempt(output, false);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1e6;
  };
  pass();
  return bytes / 1e6 / median(Array.from({ length: passes }, pass));
}

function saved(some: readonly Squeezed[], key: "sent" | "lossless"): number {
  const tokens = sum(some.map((one) => one.tokens));
  return share(tokens - sum(some.map((one) => one[key])), tokens);
}

function keptOf(some: readonly Squeezed[]): number {
  const facts = sum(some.map((one) => one.facts));
  const lost = sum(some.map((one) => Math.min(one.facts, one.lost.length)));
  // Only what is whole may be called so.
  return facts === 0 ? 100 : Math.floor(1000 * (facts - lost) / facts) / 10;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : rounded(100 * part / whole, 1);
}

function hasGrown({ sent, lossless, tokens }: Squeezed): boolean {
  return sent > tokens || lossless > tokens;
}
