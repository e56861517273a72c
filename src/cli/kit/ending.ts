import type { Io } from "./io.ts";

/** Told once that the proxy is to end; `hurried` when it is told so again. */
export interface Ending {
  readonly told: Promise<void>;
  readonly hurried: Promise<void>;
  tell(): void;
}

/** Listens for signals that ask the process to end. */
export function endingOf(io: Io): Ending {
  const told = Promise.withResolvers<void>();
  const hurried = Promise.withResolvers<void>();
  let signals = 0;
  io.onSignal(() => {
    signals += 1;
    (signals > 1 ? hurried : told).resolve();
  });
  return { told: told.promise, hurried: hurried.promise, tell: () => told.resolve() };
}
