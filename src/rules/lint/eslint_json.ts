import type { Rule } from "../rule.ts";
import type { FileReport } from "./eslint_json_file.ts";
import { stretchesOf } from "./eslint_json_text.ts";
import { classed } from "./classed.ts";
import { grouped } from "./grouped.ts";
import { mayReport } from "./tools.ts";

/** What `eslint --format json` prints, as the usual report says it. */
export const eslintJson: Rule = {
  name: "eslint_json",
  doc: "eslint --format json: as text, without the sources of the files and the text of fixes",
  loses: "noise",
  matches: (sight) => mayReport(sight, ['"filePath"'], /"messages"\s*:/),
  squeeze: ({ text }, note) => {
    const stretches = stretchesOf(text);
    const files = stretches.filter((stretch) => typeof stretch !== "string");
    if (files.length === 0) return undefined;
    const runs = runsOf(stretches);
    const lines = runs.flatMap((run) => typeof run === "string" ? [run] : linesOf(run));
    if (isWhole(runs)) lines.push(totalOf(files));
    const left = leftOut(files);
    return [...lines, ...(left === "" ? [] : [note(left)])].join("\n");
  },
};

/** Reports that stand one after another, and what stands between them. */
function runsOf(stretches: readonly (FileReport | string)[]): (FileReport[] | string)[] {
  const runs: (FileReport[] | string)[] = [];
  for (const stretch of stretches) {
    const last = runs.at(-1);
    if (typeof stretch === "string") runs.push(stretch);
    else if (Array.isArray(last)) last.push(stretch);
    else runs.push([stretch]);
  }
  return runs;
}

/** Of a report that is cut off nobody knows how much there is. */
function isWhole(runs: readonly (FileReport[] | string)[]): boolean {
  return typeof runs.at(-1) !== "string" &&
    runs.filter((run) => typeof run !== "string").length === 1;
}

function linesOf(files: readonly FileReport[]): string[] {
  const problems = files.flatMap(({ problems }) => problems);
  const clean = files.filter(({ problems }) => problems.length === 0).map(({ path }) => path);
  const rest = classed(
    files.flatMap(({ path, rest }) => rest.map((said) => ({ path, said }))),
    ({ said }) => said,
  );
  return [
    ...(problems.length === 0 ? [] : grouped(problems).lines),
    ...(clean.length === 0 ? [] : [`no problems: ${clean.join(" ")}`]),
    ...[...rest].map(([said, from]) =>
      from.length === files.length && files.length > 1
        ? `${said} in each of ${files.length} files`
        : `${said} in ${from.map(({ path }) => path).join(" ")}`
    ),
  ];
}

function totalOf(files: readonly FileReport[]): string {
  const problems = files.flatMap(({ problems }) => problems);
  const errors = problems.filter(({ message }) => message.startsWith("error")).length;
  const warnings = counted(problems.length - errors, "warning");
  return `${counted(problems.length, "problem")} (${counted(errors, "error")}, ${warnings})`;
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

function leftOut(files: readonly FileReport[]): string {
  const sources = files.filter(({ hasSource }) => hasSource).length;
  const fixes = files.reduce((sum, { fixes }) => sum + fixes, 0);
  return [
    ...(sources === 0 ? [] : [`source of ${counted(sources, "file")}`]),
    ...(fixes === 0 ? [] : [`text of ${fixes} fix${fixes === 1 ? "" : "es"}`]),
  ].join(", ");
}
