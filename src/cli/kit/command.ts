import type { Io } from "./io.ts";

/** A flag of a command. */
export interface Flag {
  readonly type: "boolean" | "string";
  readonly short?: string;
  /** What stands for the value in the help: `--port N`. */
  readonly value?: string;
  readonly doc: string;
  /** For our own use: the help doesn't show it. */
  readonly hidden?: true;
}

export type Flags = Readonly<Record<string, Flag>>;

/** What was typed for each flag; a flag that wasn't typed is `undefined`. */
export type Typed<F extends Flags> = {
  readonly [K in keyof F]?: F[K]["type"] extends "boolean" ? true : string;
};

/** What was typed after the command's name. */
export interface Args<F extends Flags = Flags> {
  readonly flags: Typed<F>;
  readonly words: readonly string[];
}

/** A line to try, and what it does. */
export type Example = readonly [line: string, does: string];

/** One command of the command line. Help and completion are made from these values. */
export interface Command<F extends Flags = Flags> {
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** The words that may follow the name, such as `[on|off|status]`. */
  readonly usage: string;
  /** How many words may follow. */
  readonly most: number;
  /** The words are another program's, with its flags, from the first one on. */
  readonly passesOn?: true;
  /** All that may stand as the first word, where only these may. */
  readonly choices?: readonly string[];
  /** What there is to know beyond the summary. */
  readonly about?: string;
  readonly examples: readonly Example[];
  readonly flags: F;
  /** Does it, and gives the exit code. */
  run(io: Io, args: Args<F>): Promise<number>;
}

/** Takes a command's flags at their word, so that `run` knows each by its name and type. */
export function command<const F extends Flags>(value: Command<F>): Command {
  return value;
}

/** Flags that mean the same in every command that has them. */
export const portFlag = {
  type: "string",
  value: "N",
  doc: "speak to the proxy on this port (else SQUEEZR_PORT, else the background proxy)",
} as const;

/** For scripts. */
export const jsonFlag = { type: "boolean", doc: "print JSON" } as const;

/** The user's file of settings. */
export const configFlag = {
  type: "string",
  value: "FILE",
  doc: "read this file in place of squeezr.toml in the state folder",
} as const;
