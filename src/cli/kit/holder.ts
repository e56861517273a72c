import { setTimeout } from "node:timers/promises";
import { type RunFile, whereabouts } from "../../admin/run_file.ts";
import type { Address } from "./ask.ts";
import { Failure } from "./failure.ts";
import { occupantOf } from "./survey.ts";

/** A proxy writes its run file a moment after it has taken its port. In milliseconds. */
const MOMENT = 100;
const MOMENTS = 20;

/** Who holds a port that we wanted; nothing where nobody listens. `read` gives what our run file of this port says. */
export async function holderOf(
  at: Address,
  read: () => RunFile | undefined,
): Promise<Failure | undefined> {
  const { kind } = await occupantOf({ host: at.host, port: at.port });
  if (kind === "nobody") return undefined;
  const run = kind === "squeezr" ? await ourRun(read) : undefined;
  if (run) {
    return new Failure(
      `port ${run.port} is held by your squeezr ${
        whereabouts[run.by]
      } (pid ${run.pid}): use that, or stop it ` +
        `with "squeezr stop --port ${run.port}", or take another port with --port N`,
    );
  }
  const who = kind === "squeezr"
    ? "a squeezr that this state folder doesn't know (another user's, or of another SQUEEZR_HOME)"
    : "another program";
  return new Failure(
    `port ${at.port} on ${at.host} is held by ${who}: end that, or take another port with --port N`,
  );
}

/** Our run file of a proxy that answers to it; nothing where no such file comes. */
async function ourRun(read: () => RunFile | undefined): Promise<RunFile | undefined> {
  for (let i = 0; i < MOMENTS; i++) {
    const run = read();
    if (run && (await occupantOf(run)).kind === "squeezr") return run;
    await setTimeout(MOMENT);
  }
  return undefined;
}
