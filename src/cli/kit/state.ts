import { homeOf, makeHome, type Places, placesOf } from "../../config/home.ts";
import type { Io } from "./io.ts";

/** The state folder: made and written to, or the reason why nothing can be kept. */
export type State =
  | { readonly kind: "kept"; readonly home: string; readonly places: Places }
  | {
    readonly kind: "lost";
    readonly home: string | undefined;
    readonly problem: string;
    /** The problem, and what comes of it for a proxy that is stopped by a command. */
    readonly why: string;
  };

/** Makes the state folder where there is none. */
export function stateOf(io: Io): State {
  const home = homeOf(io.env, io.cwd);
  if (home === undefined) return lost(home, "there is no home folder, and SQUEEZR_HOME is not set");
  const problem = makeHome(home);
  return problem === undefined
    ? { kind: "kept", home, places: placesOf(home) }
    : lost(home, problem);
}

function lost(home: string | undefined, problem: string): State {
  const why =
    `${problem}: there is no log and no run file, so "squeezr stop" can't end this proxy; a signal can`;
  return { kind: "lost", home, problem, why };
}
