import { printersOf } from "./printer.ts";
import type { Rule } from "./rule.ts";

/** Severity and day, the time, the thread, then what is said and where in the source. */
const ENTRY = /^([IWEF]\d{4}) (\d\d:\d\d:\d\d\.\d+) +(\d+ \S+:\d+\] .*)$/;
const PROGRAMS = new Set("helm k9s kind kubeadm kubectl minikube oc".split(" "));
/** Fewer are not worth a note. */
const FEWEST = 2;

/** Kubernetes' tools try again and say each time that it failed: the first stands, and until when it went on. */
export const klog: Rule = {
  name: "klog",
  doc: "kubectl: entries of its log that only the time tells apart become a count",
  loses: "noise",
  matches: (sight) =>
    /^[IWEF]\d{4} \d\d:/m.test(sight.text) &&
    printersOf(sight).some(({ program }) => PROGRAMS.has(program)),
  squeeze: ({ text }, note) => {
    const lines = text.split("\n");
    const written: string[] = [];
    for (let at = 0; at < lines.length;) {
      const last = lastAlike(lines, at);
      written.push(lines[at]);
      if (last - at < FEWEST) written.push(...lines.slice(at + 1, last + 1));
      else written.push(note(`${last - at} more of these, until ${ENTRY.exec(lines[last])?.[2]}`));
      at = last + 1;
    }
    return written.join("\n");
  },
};

/** The last of the entries from this one on that say the same. */
function lastAlike(lines: readonly string[], from: number): number {
  const [, day, , said] = ENTRY.exec(lines[from]) ?? [];
  let last = from;
  while (said !== undefined) {
    const [, nextDay, , next] = ENTRY.exec(lines[last + 1] ?? "") ?? [];
    if (nextDay !== day || next !== said) break;
    last++;
  }
  return last;
}
