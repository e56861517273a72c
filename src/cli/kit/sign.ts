import { readRunFiles, type RunFile } from "../../admin/run_file.ts";
import { version } from "../../config/version.ts";
import { type Address, ask, objectOf } from "./ask.ts";
import { fieldsOf } from "./fields.ts";
import { occupantOf } from "./survey.ts";

/** Looks whether a proxy that was just launched answers by now. */
export type Sign = () => Promise<RunFile | undefined>;

/** It has written its run file, and answers where that says. */
export function writtenBy(pid: number | undefined, folder: string): Sign {
  return async () => {
    const run = readRunFiles(folder).find((run) => run.pid === pid);
    return run && (await occupantOf(run)).kind === "squeezr" ? run : undefined;
  };
}

/** Where no run file can be written: a squeezr answers at the address, at which nobody did before. */
export function heardAt({ host, port }: Address, pid: number | undefined, why: string): Sign {
  return async () => {
    const { kind } = await occupantOf({ host, port });
    if (pid === undefined || kind !== "squeezr") return undefined;
    const started = new Date().toISOString();
    const warnings = [why, ...await ledgerProblem({ host, port })];
    // The token is known to the proxy alone.
    return {
      pid,
      host,
      port,
      token: "",
      started,
      by: "background",
      version,
      warnings,
      stopping: false,
    };
  };
}

async function ledgerProblem(at: Address): Promise<string[]> {
  const reply = await ask(at, "/squeezr/stats");
  const stats = reply.kind === "answer" ? objectOf(reply.body) : undefined;
  const { problem } = fieldsOf(stats?.ledger);
  return typeof problem === "string" ? [problem] : [];
}
