import { readFileSync } from "node:fs";
import { constants } from "node:os";
import process from "node:process";
import type { Io, Signal } from "../kit/io.ts";
import { PASSED } from "../kit/leash.ts";

/** Who gets signals, and who else may have got them. */
export interface Receiver {
  kill(signal: Signal): void;
  /** Signals that were sent to all processes of the group just now. */
  heard(): Promise<readonly Signal[]>;
}

/** Passes signals on. */
export interface Passing {
  /** A signal that came while there was nobody to pass it on to. */
  readonly early: Promise<Signal>;
  to(receiver: Receiver): void;
}

/**
 * Passes signals on that were sent to this process alone, as a supervisor sends them. What a terminal or `timeout` sends
 * goes to the whole process group: the command has it already and must not get it twice. No runtime tells which it was;
 * the proxy, which is in the group as well, does.
 */
export function passSignals(io: Io): Passing {
  const early = Promise.withResolvers<Signal>();
  let receiver: Receiver | undefined;
  let waiting = 0;
  let turn = Promise.resolve();
  const pool: Signal[] = [];

  const pass = async (signal: Signal, { kill, heard }: Receiver) => {
    if (!pool.includes(signal)) pool.push(...await heard());
    const at = pool.indexOf(signal);
    if (at === -1) kill(signal);
    else pool.splice(at, 1);
    waiting -= 1;
    if (waiting === 0) pool.length = 0;
  };
  io.onSignal(PASSED.filter((signal) => !ignored().includes(signal)), (signal) => {
    if (receiver === undefined) return early.resolve(signal);
    const to = receiver;
    waiting += 1;
    turn = turn.then(() => pass(signal, to));
  });
  return { early: early.promise, to: (next) => void (receiver = next) };
}

/** Signals that this process was started to ignore, as `nohup` does: the command inherits that, unless somebody listens. */
function ignored(): readonly Signal[] {
  if (process.platform !== "linux") return [];
  const mask = BigInt(`0x${/^SigIgn:\s*([0-9a-f]+)/m.exec(statusOf())?.[1] ?? "0"}`);
  return PASSED.filter((signal) => (mask >> BigInt(constants.signals[signal] - 1)) & 1n);
}

function statusOf(): string {
  return readFileSync("/proc/self/status", "latin1");
}
