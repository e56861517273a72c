import type { Note, Rule } from "../rule.ts";
import { type GoEvent, goEventOf } from "./go_events.ts";
import { GoPackage } from "./go_package.ts";
import { mayTest } from "./runner.ts";

/** Fewer are not worth a note. */
const LEAST_EVENTS = 8;

/** Says in words what the events tell: all of tests that failed or were skipped, the names of those that passed. */
export const goJson: Rule = {
  name: "go_json",
  doc: "go test -json: what failed as text, and the names of what passed",
  loses: "noise",
  matches: (sight) =>
    sight.text.includes('"Action":"') && mayTest(sight) && /^\{"Time":"/m.test(sight.text),
  squeeze: ({ text }, note) => {
    const lines = text.split("\n");
    const events = lines.map((line) => goEventOf(line.trimEnd()));
    return events.some((event) => event && endsPackage(event))
      ? printed(lines, events, note)
      : undefined;
  },
};

function printed(
  lines: readonly string[],
  events: readonly (GoEvent | undefined)[],
  note: Note,
): string | undefined {
  const count = events.filter((event) => event !== undefined).length;
  if (count < LEAST_EVENTS) return undefined;
  const first = events.findIndex((event) => event !== undefined);
  const last = events.findLastIndex((event) => event !== undefined);
  return [
    ...lines.slice(0, first),
    note(`${count} events of go test -json, as text`),
    ...lines.slice(first, last).filter((_, i) => events[first + i] === undefined),
    ...packagesOf(events).flatMap((run) => run.lines()),
    ...lines.slice(last + 1),
  ].join("\n");
}

function packagesOf(events: readonly (GoEvent | undefined)[]): GoPackage[] {
  const packages = new Map<string, GoPackage>();
  for (const event of events) {
    if (event === undefined) continue;
    const run = packages.get(event.package) ?? new GoPackage();
    packages.set(event.package, run);
    run.add(event);
  }
  return [...packages.values()];
}

function endsPackage({ action, test }: GoEvent): boolean {
  return test === undefined && /^(?:pass|fail|skip)$/.test(action);
}
