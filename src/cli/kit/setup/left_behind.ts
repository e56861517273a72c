import { machineOf } from "../../../clients/machine.ts";
import { type Pointing, pointingAt } from "../../../clients/pointing.ts";
import { leadsTo } from "../../../config/loops.ts";
import type { Address } from "../ask.ts";
import type { Io } from "../io.ts";
import { hasService } from "../service/change.ts";

/** Who is left without a proxy that has ended, and who would start it again. */
export interface LeftBehind {
  readonly clients: readonly Pointing[];
  /** The system runs a proxy at every login. */
  readonly service: boolean;
}

/** Looks which clients' settings lead to a proxy. */
export function leftBehind(io: Io, proxy: Address): LeftBehind {
  const machine = machineOf(io.env, io.cwd);
  const clients = machine ? pointingAt(machine, (url) => leadsTo(url, proxy)) : [];
  return { clients, service: hasService(io) };
}
