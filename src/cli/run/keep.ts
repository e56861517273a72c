import type { Beside } from "./beside.ts";
import { Failure } from "../kit/failure.ts";
import type { Io } from "../kit/io.ts";
import { DRAIN } from "../kit/serve.ts";

/** A proxy that is there for as long as a command needs it. */
export interface Kept {
  /** The one that serves now. */
  now(): Beside;
  /** How often one died and another took its place; or why none does any more. */
  report(): { readonly restarts: number; readonly lost: string | undefined };
  /** Tells it which process the command is, also each one that comes after it. */
  serve(pid: number): void;
  /** Ends it and waits until its last answers are down. */
  end(): Promise<void>;
  /** While it ends: not to wait for them. */
  hurry(): void;
}

/** One that dies this often has a reason that a restart doesn't take away. */
const MOST = 20;
/** When to say what we wait for, in milliseconds. */
const SOON = 1000;

/**
 * Keeps a proxy where a command looks for it: one that dies is started again on the same port, and the client's next try
 * finds it there, with all that was sent in the ledger. One that ended as it was told to is let be.
 */
export async function keep(io: Io, start: (port: number) => Promise<Beside>): Promise<Kept> {
  let beside = await start(0);
  const { port } = beside.run;
  const state = { restarts: 0, lost: undefined as string | undefined, ending: false };
  let command: number | undefined;

  const revive = async (): Promise<void> => {
    const asTold = await beside.ended;
    if (state.ending) return;
    if (asTold || state.restarts === MOST) {
      state.lost = asTold ? "it was stopped" : `it died ${MOST} times`;
      return;
    }
    state.restarts += 1;
    try {
      beside = await start(port);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      state.lost = error.message;
      return;
    }
    if (command !== undefined) beside.order(`command ${command}`);
    return await revive();
  };
  const revived = revive();
  return {
    now: () => beside,
    report: () => state,
    serve(pid) {
      command = pid;
      beside.order(`command ${pid}`);
    },
    async end() {
      state.ending = true;
      beside.order("end");
      await endOf(io, beside);
      await revived;
    },
    hurry: () => beside.order("end"),
  };
}

async function endOf(io: Io, beside: Beside): Promise<void> {
  const soon = setTimeout(
    () => io.err(`Waiting for the last answers to come down, ${DRAIN / 1000} s at most.\n`),
    SOON,
  );
  const late = setTimeout(() => beside.kill(), DRAIN + 5000);
  await beside.ended;
  clearTimeout(soon);
  clearTimeout(late);
}
