import type { Io } from "../io.ts";
import { boundLines } from "../conversations.ts";
import { boundHere } from "../ledger.ts";
import { agreed } from "./agreed.ts";
import { locked } from "./locked.ts";
import { clientsNamed, sceneAnyway } from "./scene.ts";
import { takeBack, undoable, type Unstep, unstepOf } from "./unstep.ts";

function textOf(step: Unstep): string {
  const { title } = step.client;
  if (step.kind === "refused") return `${title}: nothing was taken out. ${step.why}\n`;
  const { writes, left, bare } = step;
  if (writes.length === 0 && left.length === 0 && bare.record === undefined) {
    return `${title}: nothing of ours is there.\n`;
  }
  const lines = writes.map(({ file, bytes }) =>
    bytes === undefined ? `  ${file} goes: it was not there before` : `  ${file}`
  );
  return [title, ...lines, ...left.map((line) => `  ${line}`), ""].join("\n");
}

function factsOf(step: Unstep, copies: readonly string[]): Record<string, unknown> {
  const { name, title } = step.client;
  if (step.kind === "refused") return { name, title, state: "refused", why: step.why };
  const files = step.writes.map(({ file }) => file);
  return {
    name,
    title,
    state: files.length > 0 ? "changed" : "unchanged",
    files,
    left: step.left,
    copies,
  };
}

function tell(io: Io, copies: readonly string[]): void {
  io.out("Taken out. Clients that run already go on as before until they are started anew.\n");
  for (const copy of copies) {
    io.out(`Somebody else changed the file since, so its copy from before is kept: ${copy}\n`);
  }
  const bound = boundHere(io);
  if (bound.length === 0) return;
  io.out(
    `${boundLines(io, bound)}They go on only through the proxy: lead the client there for them.\n`,
  );
}

/** How clients' settings are put back. */
export interface UnsetupFlags {
  readonly yes?: true;
  readonly "dry-run"?: true;
  readonly json?: true;
}

/** Takes out of clients' settings what was put there: of those that are named, else of all. Gives the exit code. */
export async function takeOut(
  io: Io,
  flags: UnsetupFlags,
  names: readonly string[],
): Promise<number> {
  const scene = sceneAnyway(io);
  const clients = names.length > 0 ? clientsNamed(names) : undoable(scene);
  const planned = clients.map((client) => unstepOf(scene, client));
  if (!flags.json) {
    io.out(
      clients.length === 0
        ? "Nothing of ours is in any client's settings.\n"
        : planned.map(textOf).join(""),
    );
  }
  const isToWrite = !flags["dry-run"] &&
    planned.some((step) =>
      step.kind === "ready" && (step.writes.length > 0 || step.bare.record !== undefined)
    );
  if (isToWrite && !flags.yes && !await agreed(io, "Take this out?")) {
    io.err("Nothing was taken out.\n");
    return 1;
  }
  const done = isToWrite
    ? await locked(scene, () => clients.map((client) => takeBack(scene, client)))
    : planned.map((step) => ({ step, copies: [] }));
  const copies = done.flatMap(({ copies }) => copies);
  if (flags.json) {
    const facts = done.map(({ step, copies }) => factsOf(step, copies));
    io.out(`${JSON.stringify({ written: isToWrite, clients: facts })}\n`);
  } else if (isToWrite) tell(io, copies);
  return done.every(({ step }) => step.kind === "ready") ? 0 : 1;
}
