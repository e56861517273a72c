import { isAlive } from "../../admin/run_file.ts";
import { createEnding, type Ending } from "./ending.ts";
import type { Io, Signal } from "./io.ts";
import { PASSED } from "./signals.ts";

/** What `run` says to its proxy: which process the command is; which signals came; to end, and again to hurry. */
export type Order = `command ${number}` | "heard?" | "end";

interface Heard {
  readonly signal: Signal;
  readonly at: number;
}

/** A signal that was sent before a question may be told of after it. In milliseconds. */
const GRACE = 30;
/** What came longer ago was sent to this process alone. In milliseconds. */
const FRESH = 1000;
/** Between two looks whether the command is still there, in milliseconds. */
const PAUSE = 1000;

/**
 * The proxy's end of the line to `run`. No signal ends this proxy: it tells `run` which ones came, and so `run` knows
 * what the command has got as well, as all three have it from a terminal. Where `run` was killed, the command keeps its
 * proxy for as long as it lives.
 */
export function leashed(io: Io): Ending {
  const ending = createEnding();
  const heard: Heard[] = [];
  io.onSignal(PASSED, (signal) => void heard.push({ signal, at: io.now() }));
  void obey(io, ending, heard).finally(ending.tell);
  return ending;
}

/** Returns when there is nobody left to serve. */
async function obey(io: Io, ending: Ending, heard: Heard[]): Promise<void> {
  let command: number | undefined;
  for await (const line of io.lines()) {
    const [word, id] = line.split(" ");
    if (word === "command") command = Number(id);
    if (word === "end") ending.press();
    if (word === "heard?") {
      await io.pause(GRACE);
      const now = heard.splice(0).filter(({ at }) => io.now() - at < FRESH);
      io.out(`${now.map(({ signal }) => signal).join(" ")}\n`);
    }
  }
  while (command !== undefined && isAlive(command)) await io.pause(PAUSE);
}
