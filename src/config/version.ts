import manifest from "../../deno.json" with { type: "json" };

/** The version of this program, which stands in deno.json alone. */
export const version: string = manifest.version;

/** What the build writes in the place of the stamp: the commit and when it was built. */
const stamp = "squeezr-build:none";

/** What a binary was built of. */
export interface Build {
  /** The commit's id, in full; with `+changes` where the files were not the commit's. */
  readonly commit: string;
  /** When it was built, ISO 8601, UTC. */
  readonly built: string;
}

/** `undefined` where the source runs as it is. */
export function buildOf(said: string = stamp): Build | undefined {
  const [commit, built] = said.slice(said.indexOf(":") + 1).split(" ");
  return built === undefined ? undefined : { commit, built };
}
