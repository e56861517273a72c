import { tokensOf } from "../../text/tokens.ts";
import { factsOf } from "../facts/report.ts";
import { printersOf } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import { holdsPatch } from "../terminal/padding.ts";
import { mayQuote } from "../terminal/quoting.ts";
import { isShell } from "../tool.ts";
import { foldedLines } from "./folded_runs.ts";
import { troubleIn } from "../trouble.ts";

/**
 * Tokens. What is shorter is left alone: clients cut what shells print at some 8,000 to 10,000 tokens, so that what is
 * longer was let through on purpose, or by a client that lets all through.
 */
const BUDGET = 16_000;
/** Tokens at the beginning, and as many at the end. */
const END = 3000;

/** Each line is a fact that was asked for, or code, or a text to be read from end to end. */
const NO_REPORT = new Set(
  ("apropos aws base64 basenc blkid curl df dig dmidecode du env file getent hexdump http https info ip jq lsblk lscpu " +
    "lshw lsof lspci lsusb man nm objdump od openssl pandoc pdftotext pip pip3 printenv ps readelf set sha256sum ss " +
    "stat strings sysctl systemctl tldr top wget xmllint xxd yq").split(" "),
);
const HELP = /^(?:-h|--help|help)$/;
/** JSON, XML, YAML. */
const DOCUMENT = /^\s*(?:[[{<]|%YAML|---\n)/;

/** Lines of a kind differ in numbers and ids alone. */
const VARYING = /\d[\da-f]*/g;
/** Of a kind with so few lines each is told. */
const FEW = 2;
/** Of a kind with so many lines there may be more of them left out. */
const MANY = 5;

const OWN_WORDS = /^\[\d+ of \d+ lines left out, from line /m;

/** The last resort: of a long output that no rule knows, both ends and what stands out in between. */
export const headAndTail: Rule = {
  name: "head_and_tail",
  doc:
    "long output of any other kind: beginning, end, and what tells of trouble or is unlike the rest",
  loses: "noise",
  matches: (sight) =>
    sight.text.length > BUDGET && isReport(sight) &&
    !DOCUMENT.test(sight.text) && !holdsPatch(sight.text),
  squeeze: ({ text }, note) => {
    if (OWN_WORDS.test(text)) return undefined;
    const lines = text.split("\n");
    // What can be folded is not cut.
    if (sum(costsOf(foldedLines(lines))) <= BUDGET) return undefined;
    const costs = costsOf(lines);
    const [from, to] = [headEnd(costs), tailStart(costs)];
    if (to <= from) return undefined;
    const { kept, hasKinds } = outstandingIn(lines.slice(from, to));
    const left = to - from - kept.length;
    if (left === 0) return undefined;
    const what =
      `${left} of ${lines.length} lines left out, from line ${
        from + 1
      } to ${to}: none tells of trouble` +
      (hasKinds ? " or is unlike the rest" : "");
    return [...lines.slice(0, from), note(what), ...kept, ...lines.slice(to)].join("\n");
  },
};

/** Did somebody's own program print it, to say what it does? */
function isReport(sight: Sight): boolean {
  return isShell(sight.tool) && !mayQuote(sight) &&
    !printersOf(sight).some(({ program, args }) =>
      NO_REPORT.has(program) || args.some((arg) => HELP.test(arg))
    );
}

function costsOf(lines: readonly string[]): number[] {
  return lines.map((line) => tokensOf(line) + 1);
}

function headEnd(costs: readonly number[]): number {
  let tokens = 0;
  return costs.findIndex((cost) => (tokens += cost) > END);
}

function tailStart(costs: readonly number[]): number {
  let tokens = 0;
  return costs.findLastIndex((cost) => (tokens += cost) > END) + 1;
}

interface Outstanding {
  readonly kept: readonly string[];
  /** Most lines are like others. */
  readonly hasKinds: boolean;
}

/** The lines that tell of trouble, and those that are unlike the others, where most are alike. */
function outstandingIn(lines: readonly string[]): Outstanding {
  const kinds = lines.map((line) => line.replace(VARYING, "0"));
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const isMost = (count: number) => count * 2 >= lines.length;
  const hasKinds = isMost(kinds.filter((kind) => counts.get(kind)! >= MANY).length);
  const isRare = (kind: string) => hasKinds && counts.get(kind)! <= FEW;
  const kept = lines.filter((line, i) =>
    line.trim() !== "" && (isRare(kinds[i]) || isTrouble(line))
  );
  return { kept, hasKinds };
}

function isTrouble(line: string): boolean {
  return troubleIn(line) !== undefined || factsOf(line.trim()).length > 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
