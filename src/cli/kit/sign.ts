import { readRunFiles, type RunFile } from "../../admin/run_file.ts";
import { version } from "../../config/version.ts";
import type { Address } from "./ask.ts";
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
export function heardAt({ host, port }: Address, pid: number | undefined, problem: string): Sign {
  return async () => {
    if (pid === undefined || (await occupantOf({ host, port })).kind !== "squeezr") {
      return undefined;
    }
    const started = new Date().toISOString();
    const warnings = [problem];
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
