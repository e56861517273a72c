import { printersOf } from "../printer.ts";
import type { Rule } from "../rule.ts";

/** A line that a step of the build printed, and the seconds since that step began. */
const PRINTED = /^#(\d+) (\d+\.\d+) ?(.*)$/;
/** A line that the builder says of a step. */
const TOLD = /^#(\d+) /;
const BUILDERS = new Set(["buildah", "docker", "docker-compose", "nerdctl", "podman"]);
/** Fewer are not worth a note. */
const FEWEST = 8;

/** `docker build`: what a step printed stands indented below the step, without its number and the seconds. */
export const buildSteps: Rule = {
  name: "build_steps",
  doc: "docker build: what a step printed stands below it, without the seconds",
  loses: "noise",
  matches: (sight) =>
    /^#\d+ \d+\.\d+ /m.test(sight.text) &&
    printersOf(sight).some(({ program }) => BUILDERS.has(program)),
  squeeze: ({ text }, note) => {
    let step: string | undefined;
    let count = 0;
    const lines = text.split("\n").map((line) => {
      const [, number, seconds, said] = PRINTED.exec(line) ?? [];
      const current = number ?? TOLD.exec(line)?.[1];
      const isBelow = seconds !== undefined && number === step;
      if (seconds !== undefined) count++;
      step = current ?? (line === "" ? step : undefined);
      if (seconds === undefined) return line;
      const below = ` ${said}`.trimEnd();
      return isBelow ? below : `#${number}\n${below}`;
    });
    if (count < FEWEST) return undefined;
    return `${note(`seconds of ${count} lines`)}\n${lines.join("\n")}`;
  },
};
