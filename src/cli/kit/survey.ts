import {
  fellSilent,
  isAlive,
  readRunFiles,
  removeRunFile,
  type RunFile,
} from "../../admin/run_file.ts";
import { type Address, ask, objectOf } from "./ask.ts";

/** What `GET /squeezr/health` says. */
export type Health = Readonly<Record<string, unknown>>;

/** Who answers at an address. */
export type Occupant =
  | { readonly kind: "nobody" }
  /** A squeezr that takes our token, or any squeezr where none was given. */
  | { readonly kind: "squeezr"; readonly health: Health }
  /** A squeezr that knows another token. */
  | { readonly kind: "other" }
  | { readonly kind: "stranger" }
  /** It took the call, and said nothing in time. */
  | { readonly kind: "silent" };

/** Finds out who listens there. */
export async function occupantOf(at: Address): Promise<Occupant> {
  const reply = await ask(at, "/squeezr/health");
  if (reply.kind !== "answer") return reply;
  const said = objectOf(reply.body);
  if (reply.status === 200 && said?.identity === "squeezr") {
    return { kind: "squeezr", health: said };
  }
  if (reply.status === 403 && at.token !== undefined) {
    const plain = await occupantOf({ host: at.host, port: at.port });
    return plain.kind === "squeezr" ? { kind: "other" } : plain;
  }
  return { kind: "stranger" };
}

/** A proxy of this state folder. */
export interface Running {
  readonly run: RunFile;
  /** Nothing where it took the call and did not answer in time. */
  readonly health: Health | undefined;
}

/** What the run files of a state folder stand for. */
export interface Survey {
  readonly running: readonly Running[];
  /** Their last answers are on the way down. */
  readonly stopping: readonly RunFile[];
  /** Run files of proxies that are no more, now taken away. */
  readonly stale: readonly RunFile[];
}

type Found = Running | { readonly stopping: RunFile } | { readonly stale: RunFile };

async function find(run: RunFile, folder: string): Promise<Found> {
  const occupant = await occupantOf(run);
  if (occupant.kind === "squeezr") return { run, health: occupant.health };
  if (isAlive(run.pid)) {
    if (run.stopping) return fellSilent(folder, run) ? { stale: run } : { stopping: run };
    if (occupant.kind === "silent") return { run, health: undefined };
  }
  return { stale: run };
}

/** Asks every proxy that has a run file. `folder` is that of the run files. */
export async function survey(folder: string): Promise<Survey> {
  const found = await Promise.all(readRunFiles(folder).map((run) => find(run, folder)));
  const stale = found.flatMap((each) => "stale" in each ? each.stale : []);
  return {
    running: found.filter((each) => "run" in each),
    stopping: found.flatMap((each) => "stopping" in each ? each.stopping : []),
    // One that took its file away itself just now has ended as it should.
    stale: stale.filter((run) => removeRunFile(folder, run)),
  };
}

/** Tells of a run file that was taken away. */
export function staleLine({ pid, port }: RunFile): string {
  const now = isAlive(pid) ? "that process id is another program's now" : "it is gone";
  return `Cleaned up after the proxy on port ${port} (pid ${pid}), which ended without a word: ${now}.\n`;
}
