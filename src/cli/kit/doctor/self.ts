import { percent } from "../format.ts";
import { type Examine, fail, ok } from "./finding.ts";

const REPORT = "this is a fault of squeezr, or of the runtime under it: report it with this output";

/** Tries a proxy of this very program, against a provider in it: streams, and what was sent before. */
export const self: Examine = async () => {
  // Most commands need neither.
  const { probePrefix, probeStreams } = await import("../../../demo/probe.ts");
  const problems = await probeStreams();
  const played = await probePrefix();
  const sum = (of: (one: typeof played[number]) => number) =>
    played.reduce((all, one) => all + of(one), 0);
  const [bytesIn, bytesUp] = [sum(({ bytesIn }) => bytesIn), sum(({ bytesUp }) => bytesUp)];
  const changed = sum((one) => one.changed);
  const saved = percent(100 * (bytesIn - bytesUp) / bytesIn);
  return [
    ...problems.map((text) => fail("streaming", text, REPORT)),
    ...(problems.length === 0
      ? [ok("streaming", "in parts, with pings, and ended when left")]
      : []),
    changed === 0
      ? ok("prefix", `${played.length} requests of a recorded session hold, ${saved} saved`)
      : fail("prefix", `${changed} messages were changed after they were sent`, REPORT),
  ];
};
