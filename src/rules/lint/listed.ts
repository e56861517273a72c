import { classed, isNew } from "./classed.ts";
import type { SourceLine } from "./diagnostic.ts";
import type { Finding, Spot } from "./finding.ts";
import type { Printed } from "./reading.ts";

/** So many findings keep the lines around their places: whoever mends a few of them need not open the file. */
const WITH_CONTEXT = 5;

/** So many places with the same notes have a head of their own: what is said to all stands once. */
const WORTH_A_HEAD = 3;

/** What equal findings say once, and below it a line for each place. No line of code stands twice. */
export function listed(run: readonly Finding[]): Printed {
  const shown = new Set<string>();
  const lines = [...classed(run, ({ head }) => head).values()]
    .flatMap(partsOf)
    .flatMap((part) => linesOf(part, shown));
  return { lines, dropped: 0 };
}

/** The same without the lines of code around the places, but for the first few. */
export function listedBare(run: readonly Finding[]): Printed {
  let dropped = 0;
  const bare = run.map((finding, i) => {
    if (i < WITH_CONTEXT) return finding;
    for (const { context } of finding.spots) dropped += context.length;
    return { ...finding, spots: finding.spots.map((spot) => ({ ...spot, context: [] })) };
  });
  return { ...listed(bare), dropped };
}

/** Findings with the same head: those who share all their notes apart from the others. */
function partsOf(findings: readonly Finding[]): (readonly Finding[])[] {
  const shared = sharedNotes(findings);
  const ownOf = ({ notes }: Finding) => notes.filter((note) => !shared.has(note)).join("\n");
  const alike = classed(findings, ownOf);
  const isApart = (finding: Finding) =>
    ownOf(finding) !== "" && (alike.get(ownOf(finding))?.length ?? 0) >= WORTH_A_HEAD;
  const parts = classed(findings, (finding) => isApart(finding) ? ownOf(finding) : "");
  return [...parts.values()];
}

function linesOf(findings: readonly Finding[], shown: Set<string>): string[] {
  const [{ head }] = findings;
  const shared = sharedNotes(findings);
  return [
    findings.length === 1 ? head : `${head} (x${findings.length})`,
    ...shared,
    ...findings.flatMap((finding) => [
      ...placesOf(finding, shown),
      ...finding.notes.filter((note) => !shared.has(note)),
    ]),
  ];
}

function sharedNotes(findings: readonly Finding[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { notes } of findings) {
    for (const note of new Set(notes)) counts.set(note, (counts.get(note) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([note, n]) => n === findings.length ? [note] : []));
}

function placesOf({ spots, remedy }: Finding, shown: Set<string>): string[] {
  return spots.flatMap((spot, i) => [
    `${i === 0 ? " " : "   "}${spot.at}${saidAt(spot, shown)}${
      i === 0 && remedy !== undefined ? ` => ${remedy}` : ""
    }`,
    ...spot.context.flatMap((line) =>
      isFirst(line, shown) ? [`   ${line.line}| ${line.text}`] : []
    ),
  ]);
}

function saidAt({ label, code }: Spot, shown: Set<string>): string {
  const said = label === "" ? "" : ` ${label}`;
  return code !== undefined && isFirst(code, shown) ? `${said} | ${code.text}` : said;
}

function isFirst({ path, line, text }: SourceLine, shown: Set<string>): boolean {
  return isNew(`${path}:${line}|${text}`, shown);
}
