import { anyProgram } from "../../clients/any.ts";
import { machineAnyway } from "../../clients/machine.ts";
import type { Started } from "../../clients/list.ts";
import type { Lead } from "../../clients/lead.ts";
import { startBeside } from "./beside.ts";
import type { Io } from "../kit/io.ts";
import { isExpected } from "../kit/run.ts";
import { keep, type Kept } from "./keep.ts";
import { changedBy, directVariables, leadFor, leftLine, ownLine } from "../kit/lead.ts";
import { type SettingFlags, startSettings } from "../kit/settings.ts";
import { stateOf } from "../kit/state.ts";

/** What stands ready before a command starts. */
export type Prepared =
  | {
    readonly kind: "led";
    readonly kept: Kept;
    readonly lead: Lead;
    readonly notes: readonly string[];
  }
  /** The proxy can't be started. */
  | { readonly kind: "failed"; readonly why: string }
  /** The client can't be led through one as things are. */
  | { readonly kind: "barred"; readonly why: string };

/** Starts a proxy for a command and finds out how to lead it through; nothing that fails here keeps the command from its work. */
export async function prepare(
  io: Io,
  started: Started,
  words: readonly string[],
  { config: file }: SettingFlags,
): Promise<Prepared> {
  try {
    const config = startSettings(io, { config: file, port: "0", host: "127.0.0.1" }, true);
    const found = await leadFor(io, started, words, config);
    if (found.kind === "barred") return found;
    const { lead } = found;
    const own = changedBy(lead, config);
    const upstreams = own.map(({ api, url }) => [`SQUEEZR_UPSTREAM_${api.toUpperCase()}`, url]);
    // An upstream may be on this machine as well.
    const env = { ...directVariables(io.env), ...Object.fromEntries(upstreams) };
    const state = stateOf(io);
    const kept = await keep(io, (port) => startBeside(io, state, { port, config: file, env }));
    const { warnings } = kept.now().run;
    const { client } = started;
    const notes = client === anyProgram ? client.notes(machineAnyway(io.env, io.cwd)) : [];
    return {
      kind: "led",
      kept,
      lead,
      notes: [...own.map(ownLine), ...lead.left.map(leftLine), ...notes, ...warnings],
    };
  } catch (error) {
    return { kind: "failed", why: reasonOf(error) };
  }
}

/** Also a fault of ours must not keep the command from its work. */
function reasonOf(error: unknown): string {
  if (isExpected(error)) return error.message;
  return `squeezr failed in a way that it should not: ${
    error instanceof Error ? error.stack ?? error.message : String(error)
  }`;
}
