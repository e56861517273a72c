import { indentOf } from "../lines.ts";
import type { Rule, Sight } from "../rule.ts";
import { withoutColumn } from "./column.ts";
import { type LockKind, lockKinds } from "./lock_kinds.ts";
import { packagesOf } from "./packages.ts";

/** A note costs as much as a line or two. */
const LEAST_LINES = 5;
/** Nothing in a lock file that we look for is longer. */
const LONGEST_LINE = 2000;

const LOCK = /\block|shrinkwrap/i;
/** What a program of these prints was asked for, line by line. */
const SEARCHES = new Set("ag awk egrep fgrep gawk grep jq mawk rg".split(" "));

/** Takes the lines of checksums and the like out of a lock file, and says which packages stand in it more than once. */
export const lockFile: Rule = {
  name: "lock_file",
  doc: "lock files: lines of checksums, urls and archives go, with a count",
  loses: "noise",
  matches: (sight) => LOCK.test(sight.command) && kindOf(sight) !== undefined && isWhole(sight),
  squeeze: (sight, note) => {
    const kind = kindOf(sight);
    if (kind === undefined) return undefined;
    const lines = sight.text.split("\n");
    const said = lines.map((line) => line.length > LONGEST_LINE ? "" : withoutColumn(line));
    const noise = noiseIn(said, kind);
    if (noise.length < LEAST_LINES) return undefined;
    const goes = new Set(noise.map(({ at }) => at));
    const kept = lines.filter((_, i) => !goes.has(i));
    return endedBy(kept, note(summaryOf(said, noise, kind)));
  },
};

function kindOf({ command }: Pick<Sight, "command">): LockKind | undefined {
  for (const word of command.split(/[\s'"=:/\\;|&<>()]+/)) {
    const kind = lockKinds.find(({ file }) => file.test(word));
    if (kind) return kind;
  }
  return undefined;
}

/** Is it the file, or a piece of it, and not what a search in it has found? */
function isWhole({ pipelines }: Sight): boolean {
  return !pipelines.flat().some(({ program, args }) =>
    SEARCHES.has(program) ||
    program === "sed" && args.some((arg) => arg.includes("/") && arg.endsWith("p"))
  );
}

/** One line that goes, and what it is called. */
interface Noise {
  readonly at: number;
  readonly what: string;
}

function noiseIn(lines: readonly string[], kind: LockKind): Noise[] {
  const noise: Noise[] = [];
  const usual = usualOf(lines, kind.from);
  for (let i = 0; i < lines.length; i++) {
    const what = whatOf(lines[i], kind, usual);
    if (what !== undefined) noise.push({ at: i, what });
    const part = kind.parts.find(([first]) => first.test(lines[i]));
    if (!part) continue;
    const end = partEnd(lines, i);
    for (let at = i; at < end; at++) noise.push({ at, what: part[1] });
    i = end - 1;
  }
  return noise;
}

function whatOf(
  line: string,
  { lines, from }: LockKind,
  usual: string | undefined,
): string | undefined {
  const single = lines.find(([pattern]) => pattern.test(line));
  if (single) return single[1];
  return usual !== undefined && from?.exec(line)?.[1] === usual ? `sources at ${usual}` : undefined;
}

/** Where most of the packages come from. */
function usualOf(lines: readonly string[], from: RegExp | undefined): string | undefined {
  if (from === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const found = from.exec(line)?.[1];
    if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => b[1] > a[1] ? b : a, ["", 0])[0] || undefined;
}

/** The line behind a part: behind its closing bracket, or where the text is cut. */
function partEnd(lines: readonly string[], first: number): number {
  const indent = indentOf(lines[first]);
  let at = first + 1;
  while (at < lines.length && indentOf(lines[at]) > indent) at++;
  const closes = at < lines.length && indentOf(lines[at]) === indent &&
    /^[\]}],?$/.test(lines[at].trim());
  return closes ? at + 1 : at;
}

function summaryOf(lines: readonly string[], noise: readonly Noise[], kind: LockKind): string {
  const whats = [...new Set(noise.map(({ what }) => what))];
  return `${packagesOf(lines, kind)}${noise.length} lines left out: ${whats.join(", ")}`;
}

function endedBy(lines: readonly string[], marker: string): string {
  const text = lines.join("\n");
  return text.endsWith("\n") ? `${text}${marker}\n` : `${text}\n${marker}`;
}
