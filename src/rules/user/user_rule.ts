import { type Matcher, matcherOf } from "../../text/pattern.ts";
import { factsOf } from "../facts/report.ts";
import type { Note, Rule, Sight } from "../rule.ts";

/** A rule as a user writes it down; patterns are literals with `*`, `^` and `$`. */
export interface UserRule {
  readonly name: string;
  readonly doc: string;
  /** Matches the command, or the path or query of another tool. */
  readonly command: string | undefined;
  /** Matches one of the lines. */
  readonly text: string | undefined;
  /** Lines that go. */
  readonly drop: readonly string[];
  /** Lines that stay, whatever else says that they go. */
  readonly keep: readonly string[];
  /** No more lines than this stay, those to keep aside. */
  readonly cap: number | undefined;
}

/** The rule that does what a user's rule says: what goes is counted where the first of it stood. */
export function ruleOf(user: UserRule): Rule {
  const fits = user.command === undefined ? () => true : matcherOf(user.command);
  const shows = user.text === undefined ? undefined : matcherOf(user.text);
  const goes = choiceOf(user);
  return {
    name: user.name,
    doc: user.doc,
    loses: "noise",
    matches: (sight) =>
      wordingsOf(sight).some(fits) && (shows === undefined || sight.text.split("\n").some(shows)),
    squeeze: ({ text }, note) => without(text.split("\n"), goes, note),
  };
}

/** The command as it was given, and each program in it with its arguments: `cd x && deploy y` runs `deploy y`. */
function wordingsOf({ command, pipelines }: Sight): string[] {
  const stages = pipelines.flat().map(({ program, args }) => [program, ...args].join(" "));
  return [command.trim(), ...stages];
}

/** Says of each line, one after another, whether it goes. What reports trouble stays whatever was asked for. */
function choiceOf({ drop, keep, cap = Infinity }: UserRule): () => Matcher {
  const [drops, keeps] = [drop.map(matcherOf), keep.map(matcherOf)];
  return () => {
    let left = cap;
    return (line) => {
      if (keeps.some((matches) => matches(line)) || factsOf(line.trim()).length > 0) return false;
      return drops.some((matches) => matches(line)) || left-- <= 0;
    };
  };
}

function without(
  lines: readonly string[],
  goes: () => Matcher,
  note: Note,
): string | undefined {
  const choose = goes();
  const gone = lines.map(choose);
  const count = gone.filter(Boolean).length;
  const first = gone.indexOf(true);
  if (count < 2) return undefined;
  return lines
    .map((line, i) => i === first ? note(`${count} lines`) : line)
    .filter((_, i) => i === first || !gone[i])
    .join("\n");
}
