import type { Io } from "./io.ts";
import { ASKING, ignoredSignals } from "./signals.ts";

/** Told once that the proxy is to end; `hurried` when it is told so again. */
export interface Ending {
  readonly told: Promise<void>;
  readonly hurried: Promise<void>;
  /** It is to end; to say so again changes nothing. */
  tell(): void;
  /** It is to end; said again, it is to hurry. */
  press(): void;
}

/** An ending that nobody has told of yet. */
export function createEnding(): Ending {
  const told = Promise.withResolvers<void>();
  const hurried = Promise.withResolvers<void>();
  let presses = 0;
  return {
    told: told.promise,
    hurried: hurried.promise,
    tell: () => told.resolve(),
    press() {
      presses += 1;
      (presses > 1 ? hurried : told).resolve();
    },
  };
}

/** Listens for signals that ask the process to end. A terminal that goes asks nobody who was told to ignore that. */
export function endingOf(io: Io): Ending {
  const ending = createEnding();
  const isLasting = ignoredSignals().includes("SIGHUP");
  io.onSignal(ASKING, (signal) => {
    if (signal !== "SIGHUP" || !isLasting) ending.press();
  });
  return ending;
}
