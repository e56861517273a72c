import { Failure } from "../failure.ts";
import type { Io } from "../io.ts";

/** Asks before something is written. Without a terminal nobody can say yes: then a flag has to. */
export async function agreed(io: Io, question: string): Promise<boolean> {
  const answer = await io.question(`${question} [y/N] `);
  if (answer === undefined) {
    throw new Failure("there is no terminal to ask on: add --yes to go on, or --dry-run to look");
  }
  return /^y(es)?$/i.test(answer.trim());
}
