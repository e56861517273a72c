import type { Started } from "../../clients/list.ts";
import { ask, objectOf } from "../kit/ask.ts";
import type { Io } from "../kit/io.ts";
import { boundLines } from "../kit/conversations.ts";
import { boundHere } from "../kit/ledger.ts";
import type { Kept } from "./keep.ts";
import type { Prepared } from "./prepare.ts";
import { savingLine } from "./saving.ts";

/** What the user should know before the command has the screen. A failure is said in any case. */
export function tellBefore(
  io: Io,
  typed: readonly string[],
  started: Started,
  prepared: Prepared,
  quiet: true | undefined,
): void {
  if (prepared.kind === "failed") return tellFailed(io, typed, started, prepared.why);
  if (quiet) return;
  if (prepared.kind === "barred") {
    return io.err(`squeezr: "${typed[0]}" runs without the proxy: ${prepared.why}\n`);
  }
  prepared.notes.forEach((note) => io.err(`squeezr: ${note}\n`));
}

function tellFailed(
  io: Io,
  typed: readonly string[],
  { client, words }: Started,
  why: string,
): void {
  io.err(`squeezr: the proxy can't be started, so "${typed[0]}" runs without it: ${why}\n`);
  const isResumed = typed.slice(words).some((word) => client.resumes.includes(word));
  const bound = isResumed ? boundHere(io) : [];
  if (bound.length === 0) return;
  io.err(
    boundLines(io, bound) +
      "If this is one of them, the provider refuses it now. It goes on as before once the proxy starts again: " +
      "end it, mend what is said above, and run this command anew.\n",
  );
}

/** What the proxy saved, and what became of it. */
export async function tellAfter(io: Io, kept: Kept, quiet: true | undefined): Promise<void> {
  const { restarts, lost } = kept.report();
  if (lost !== undefined) {
    io.err(`squeezr: the proxy ended before the command did, and what it asked failed: ${lost}\n`);
    return;
  }
  if (quiet) return;
  const reply = await ask(kept.now().run, "/squeezr/stats");
  const stats = reply.kind === "answer" ? objectOf(reply.body) : undefined;
  if (stats === undefined) return;
  const since = restarts === 0 ? "" : ", counted since the proxy was started again (squeezr logs)";
  io.err(`squeezr: ${savingLine(stats)}${since}\n`);
}
