import type { Rule } from "../rule.ts";
import { mayReport } from "./tools.ts";

/** Two files are one line and a file name more. */
const LEAST = 3;
const FILE = /^(\[warn\]) ([^\s:]+)$/;

/** Files that `prettier --check` would change, on one line. */
export const prettier: Rule = {
  name: "prettier",
  doc: "prettier --check: the files that are not formatted stand on one line",
  loses: "nothing",
  matches: (sight) => mayReport(sight, ["[warn] "], /^\[warn\] \S+$/m),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const answer: string[] = [];
    for (let at = 0; at < lines.length;) {
      const files = filesFrom(lines, at);
      if (files.length >= LEAST) answer.push(`[warn] ${files.join(" ")}`);
      else for (const file of files) answer.push(`[warn] ${file}`);
      if (files.length === 0) answer.push(lines[at]);
      at += Math.max(1, files.length);
    }
    return answer.length < lines.length ? answer.join("\n") : undefined;
  },
};

function filesFrom(lines: readonly string[], from: number): string[] {
  const files: string[] = [];
  for (let at = from; at < lines.length; at++) {
    const file = FILE.exec(lines[at]);
    if (file === null) break;
    files.push(file[2]);
  }
  return files;
}
