import type { Run } from "./runs.ts";

/** The lines with a reference in the place of each run, and a label before each source, numbered from the top. */
export function withReferences(lines: readonly string[], runs: readonly Run[]): string {
  const labels = labelsOf(runs);
  const written: string[] = [];
  let next = 0;
  for (let at = 0; at < lines.length;) {
    const run = runs[next];
    if (run?.at !== at) {
      const label = labels.get(at);
      if (label !== undefined) written.push(`[#${label}:]`);
      written.push(lines[at++]);
      continue;
    }
    const times = timesOf(runs, next);
    written.push(referenceTo(labels.get(run.source)!, run.length, times));
    next += times;
    at += run.length * times;
  }
  return written.join("\n");
}

function labelsOf(runs: readonly Run[]): ReadonlyMap<number, number> {
  const sources = [...new Set(runs.map(({ source }) => source))].sort((a, b) => a - b);
  return new Map(sources.map((source, i) => [source, i + 1]));
}

/** How many runs in a row, from this one on, are the same and follow one another at once. */
function timesOf(runs: readonly Run[], from: number): number {
  const { at, length, source } = runs[from];
  let times = 1;
  for (let run = runs[from + times]; run !== undefined; run = runs[from + ++times]) {
    if (run.at !== at + times * length || run.length !== length || run.source !== source) break;
  }
  return times;
}

function referenceTo(label: number, length: number, times: number): string {
  return `[${length} lines as from #${label} above${times > 1 ? `, ${times} times` : ""}]`;
}
