import type { Command } from "../command.ts";
import { flagsOf } from "../flags.ts";

/** A flag as it is completed. */
export interface FlagEntry {
  readonly long: string;
  readonly short?: string;
  /** What stands for its value, where it takes one. */
  readonly value?: string;
  readonly doc: string;
}

/** A command as it is completed. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  /** What may be typed as its first word. */
  readonly words: readonly string[];
  readonly flags: readonly FlagEntry[];
}

/** What there is to complete. */
export function entriesOf(commands: readonly Command[]): readonly Entry[] {
  const names = commands.map(({ name }) => name);
  return commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    words: command.name === "help" ? names : command.choices ?? [],
    flags: Object.entries(flagsOf(command)).filter(([, flag]) => !flag.hidden)
      .map(([name, { short, value, doc }]) => ({
        long: `--${name}`,
        ...(short === undefined ? {} : { short: `-${short}` }),
        ...(value === undefined ? {} : { value }),
        doc,
      })),
  }));
}

/** A flag's names. */
export function namesOf({ long, short }: FlagEntry): readonly string[] {
  return short === undefined ? [long] : [short, long];
}
