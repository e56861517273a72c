import type { RunFile } from "../../admin/run_file.ts";
import type { Address } from "./ask.ts";
import { Failure } from "./failure.ts";
import { occupantOf } from "./survey.ts";

/** Who holds a port that we wanted; nothing where nobody listens. `run`: what our run file of this port says. */
export async function holderOf(at: Address, run?: RunFile): Promise<Failure | undefined> {
  if (run && (await occupantOf(run)).kind === "squeezr") {
    return new Failure(
      `port ${run.port} is held by your squeezr in the ${run.by} (pid ${run.pid}): use that, or stop it ` +
        `with "squeezr stop --port ${run.port}", or take another port with --port N`,
    );
  }
  const { kind } = await occupantOf({ host: at.host, port: at.port });
  if (kind === "nobody") return undefined;
  const who = kind === "squeezr"
    ? "a squeezr that this state folder doesn't know (another user's, or of another SQUEEZR_HOME)"
    : "another program";
  return new Failure(
    `port ${at.port} on ${at.host} is held by ${who}: end that, or take another port with --port N`,
  );
}
