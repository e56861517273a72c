import { printersOf } from "./printer.ts";
import type { Rule } from "./rule.ts";

/** Severity and day, the time, the thread, then what is said and where in the source. */
const ENTRY = /^([IWEF]\d{4}) (\d\d:\d\d:\d\d\.\d+) +(\d+ \S+:\d+\] .*)$/;
const BEGIN = /^[IWEF]\d{4} /;
const PROGRAMS = new Set("helm k9s kind kubeadm kubectl minikube oc".split(" "));
/** Fewer are not worth a note. */
const FEWEST = 2;

/** Kubernetes' tools try again and say each time that it failed: the first stands. */
export const klog: Rule = {
  name: "klog",
  doc: "kubectl: entries of its log that only the time tells apart become a count",
  loses: "noise",
  matches: (sight) =>
    /^[IWEF]\d{4} \d\d:/m.test(sight.text) &&
    printersOf(sight).some(({ program }) => PROGRAMS.has(program)),
  squeeze: ({ text }, note) => {
    const lines = text.split("\n");
    const again = new Set(lines.keys().filter((at) => isAgain(lines, at)));
    if (again.size < FEWEST) return undefined;
    const [first] = again;
    const marker = note(`${again.size} entries as before, but for the time`);
    return lines.flatMap((line, at) => at === first ? marker : again.has(at) ? [] : line).join(
      "\n",
    );
  },
};

/** Does the entry before it say the same, on the same day? */
function isAgain(lines: readonly string[], at: number): boolean {
  if (!BEGIN.test(lines[at])) return false;
  const [, day, , said] = ENTRY.exec(lines[at]) ?? [];
  const [, dayBefore, , before] = ENTRY.exec(lines[at - 1] ?? "") ?? [];
  return said !== undefined && said === before && day === dayBefore;
}
