import type { Io, Signal } from "../kit/io.ts";
import { PASSED } from "../kit/signals.ts";

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
export function passSignals(io: Io, ignored: readonly Signal[]): Passing {
  const early = Promise.withResolvers<Signal>();
  let receiver: Receiver | undefined;
  let waiting = 0;
  let turn = Promise.resolve();
  const pool: Signal[] = [];
  const missed: Signal[] = [];

  const pass = async (signal: Signal, { kill, heard }: Receiver) => {
    if (!pool.includes(signal)) pool.push(...await heard());
    const at = pool.indexOf(signal);
    if (at === -1) kill(signal);
    else pool.splice(at, 1);
    waiting -= 1;
    if (waiting === 0) pool.length = 0;
  };
  const enter = (signal: Signal, to: Receiver) => {
    waiting += 1;
    turn = turn.then(() => pass(signal, to));
  };
  io.onSignal(PASSED, (signal) => {
    // Heard all the same: once one signal is listened to, Deno ends by others that were ignored until then.
    if (ignored.includes(signal)) return;
    if (receiver !== undefined) return enter(signal, receiver);
    early.resolve(signal);
    missed.push(signal);
  });
  return {
    early: early.promise,
    to(next) {
      receiver = next;
      // Nobody else was there to get them.
      missed.splice(0).forEach(next.kill);
    },
  };
}
