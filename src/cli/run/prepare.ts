import type { Started } from "../../clients/list.ts";
import type { Lead } from "../../clients/lead.ts";
import { startBeside } from "./beside.ts";
import type { Io } from "../kit/io.ts";
import { isExpected } from "../kit/run.ts";
import { keep, type Kept } from "./keep.ts";
import { changedBy, leadFor, leftLine, ownLine } from "../kit/lead.ts";
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
  | { readonly kind: "alone"; readonly why: string };

/** Starts a proxy for a command and finds out how to lead it through; nothing that fails here keeps the command from its work. */
export async function prepare(
  io: Io,
  started: Started,
  words: readonly string[],
  { config: file }: SettingFlags,
): Promise<Prepared> {
  try {
    const config = startSettings(io, { config: file, port: "0", host: "127.0.0.1" }, true);
    const lead = await leadFor(io, started, words, config);
    const own = changedBy(lead, config);
    const env = Object.fromEntries(
      own.map(({ api, url }) => [`SQUEEZR_UPSTREAM_${api.toUpperCase()}`, url]),
    );
    const state = stateOf(io);
    const kept = await keep(io, (port) => startBeside(io, state, { port, config: file, env }));
    const { warnings } = kept.now().run;
    return {
      kind: "led",
      kept,
      lead,
      notes: [...own.map(ownLine), ...lead.left.map(leftLine), ...warnings],
    };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { kind: "alone", why: error.message };
  }
}
