import { tokensOf } from "../text/tokens.ts";
import { bareOf, prefixLength } from "./routine/bare.ts";
import type { Dialect } from "./routine/dialect.ts";
import { dialectsOf, spokenIn } from "./routine/speakers.ts";
import type { Rule } from "./rule.ts";
import { troubleIn } from "./trouble.ts";

/** Tokens. What gains less is not worth a note and a gap. */
const LEAST = 40;

/** Characters. No tool tells of a step at such length. */
const LONGEST = 8_000;

/** Characters. What tells of a failure begins with it. */
const AHEAD = 200;

/** What goes wrong at a step is told right behind it: then it is known which step it was. */
const FAILURE =
  /^\*\*\*|\b(?:\w*Error|err(?:or)?s?|fail\w*|fatal|panic\w*|cannot|can't|\w*exception|abort\w*|killed|denied|refused|undefined|unable)\b/i;

/**
 * Installs, builds and downloads: the lines that tell of one step after another become a count, where the first of
 * them stood. Versions, totals, warnings and all that went wrong stay, and so does the step that it went wrong at.
 */
export const routine: Rule = {
  name: "routine",
  doc: "installs, builds, downloads: the steps that passed become a count",
  loses: "noise",
  matches: (sight) => dialectsOf(sight).length > 0,
  squeeze: (sight, note) => {
    const lines = sight.text.split("\n");
    const cuts = cutsOf(lines, spokenIn(sight));
    if (!isWorthwhile(lines, cuts)) return undefined;
    return withoutCuts(lines, cuts, note(told(cuts)));
  },
};

/** What goes of a line: so many characters at its start. */
interface Cut {
  readonly length: number;
  readonly tells: string;
}

/** By the place of the line. */
type Cuts = ReadonlyMap<number, Cut>;

function cutsOf(lines: readonly string[], dialects: readonly Dialect[]): Cuts {
  const places = lines.flatMap((line, at) => line === "" || line.length > LONGEST ? [] : at);
  const bare = places.map((at) => bareOf(lines[at]));
  const spoken = dialects.map((dialect) => ({ dialect, routine: dialect.words(bare) }));
  const cuts = new Map<number, Cut>();
  places.forEach((at, i) => {
    for (const { dialect, routine } of spoken) {
      const length = routine(i);
      if (length === 0) continue;
      const line = lines[at];
      const end = length === bare[i].length ? line.length : prefixLength(line) + length;
      const next = dialect.mayFail ? bare[i + 1] ?? "" : "";
      if (isPassing(line.slice(0, end), next.slice(0, AHEAD))) {
        cuts.set(at, { length: end, tells: dialect.tells });
      }
      return;
    }
  });
  return cuts;
}

function isPassing(part: string, next: string): boolean {
  // `-Werror` is what the compiler is asked for.
  return troubleIn(part.replaceAll(" -W", " ")) === undefined && !FAILURE.test(next);
}

function isWorthwhile(lines: readonly string[], cuts: Cuts): boolean {
  let tokens = 0;
  for (const [at, { length }] of cuts) {
    tokens += tokensOf(lines[at].slice(0, length));
    if (tokens >= LEAST) return true;
  }
  return false;
}

function told(cuts: Cuts): string {
  const counts = new Map<string, number>();
  for (const { tells } of cuts.values()) counts.set(tells, (counts.get(tells) ?? 0) + 1);
  return [...counts]
    .map(([tells, count]) => `${count} ${count === 1 ? "line" : "lines"} of ${tells}`)
    .join(", ");
}

function withoutCuts(lines: readonly string[], cuts: Cuts, marker: string): string {
  const kept: string[] = [];
  const [first] = cuts.keys();
  lines.forEach((line, at) => {
    if (at === first) kept.push(marker);
    const cut = cuts.get(at);
    const rest = cut === undefined ? line : line.slice(cut.length);
    if (rest.trim() !== "") kept.push(rest);
    else if (cut === undefined && !isGap(at)) kept.push(line);
  });
  return kept.join("\n");

  /** A blank line between two that go, or behind one that goes and before it a blank one that stays. */
  function isGap(at: number): boolean {
    return cuts.has(at - 1) && (cuts.has(at + 1) || kept.at(-1)?.trim() === "");
  }
}
