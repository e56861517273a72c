import type { Played } from "../../../demo/play.ts";
import { percent } from "../format.ts";
import { type Examine, fail, type Finding, ok } from "./finding.ts";

const REPORT = "this is a fault of squeezr, or of the runtime under it: report it with this output";

/** What a recorded session brought, or why its provider refused it. */
async function playedBy(
  probe: () => Promise<readonly Played[]>,
): Promise<readonly Played[] | string> {
  try {
    return await probe();
  } catch (error) {
    // The provider's own words for a request that it does not take.
    if (error instanceof Error) return error.message;
    throw error;
  }
}

function ofSession(played: readonly Played[] | string): Finding {
  if (typeof played === "string") return fail("prefix", `a request was refused: ${played}`, REPORT);
  const sum = (of: (one: Played) => number) => played.reduce((all, one) => all + of(one), 0);
  const [bytesIn, bytesUp] = [sum(({ bytesIn }) => bytesIn), sum(({ bytesUp }) => bytesUp)];
  const changed = sum((one) => one.changed);
  const saved = percent(100 * (bytesIn - bytesUp) / bytesIn);
  return changed === 0
    ? ok("prefix", `${played.length} requests of a recorded session hold, ${saved} saved`)
    : fail("prefix", `${changed} messages were changed after they were sent`, REPORT);
}

/** Tries a proxy of this very program, against a provider in it: streams, and what was sent before. */
export const self: Examine = async () => {
  // Most commands need neither.
  const { probePrefix, probeStreams } = await import("../../../demo/probe.ts");
  const problems = await probeStreams();
  const streams = problems.map((text) => fail("streaming", text, REPORT));
  const fine = ok("streaming", "in parts, with pings, and ended when left");
  return [...(streams.length === 0 ? [fine] : streams), ofSession(await playedBy(probePrefix))];
};
