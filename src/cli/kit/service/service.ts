import type { Program } from "../io.ts";

/** What a service is to run, whichever system keeps it running. */
export interface Job {
  readonly program: Program;
  /** Arguments of the program. */
  readonly args: readonly string[];
  /** Variables that it needs and that no service gets from a shell. */
  readonly env: Readonly<Record<string, string>>;
}

/** A command for the system, word by word. */
export type Order = readonly [program: string, ...words: string[]];

/** How one system keeps a program running for a user. */
export interface Service {
  /** The file that tells the system of it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** What makes way for it where an earlier one is there; refused where none is. */
  readonly reset: readonly Order[];
  /** What makes the system start it, now and at every login. */
  readonly begin: readonly Order[];
  /** What makes the system stop and forget it; the last is said once the file is gone. */
  readonly end: readonly Order[];
  /** What has to be known. */
  readonly notes: readonly string[];
}

/** All words of the command that a service runs. */
export function wordsOf({ program, args }: Job): readonly string[] {
  return [program.file, ...program.words, ...args];
}

/** A text in XML. */
export function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
