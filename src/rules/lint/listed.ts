import { classed, isNew } from "./classed.ts";
import type { SourceLine } from "./diagnostic.ts";
import type { Finding, Note } from "./finding.ts";
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

/** What all of the findings say. */
function sharedNotes(findings: readonly Finding[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { notes } of findings) {
    for (const text of new Set(notes.map(({ text }) => text))) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return new Set([...counts].flatMap(([text, n]) => n === findings.length ? [text] : []));
}

/** Findings with the same head: those who share all their notes apart from the others. */
function partsOf(findings: readonly Finding[]): (readonly Finding[])[] {
  const shared = sharedNotes(findings);
  const ownOf = ({ notes }: Finding) =>
    notes.flatMap(({ text }) => shared.has(text) ? [] : [text]).join("\n");
  const alike = classed(findings, ownOf);
  const isApart = (own: string) => own !== "" && (alike.get(own)?.length ?? 0) >= WORTH_A_HEAD;
  const partOf = (own: string) => isApart(own) ? own : "";
  return [...classed(findings, (finding) => partOf(ownOf(finding))).values()];
}

function linesOf(findings: readonly Finding[], shown: Set<string>): string[] {
  const [{ head, notes }] = findings;
  // One alone says where it is before it goes on.
  const shared = findings.length === 1 ? new Set<string>() : sharedNotes(findings);
  const noted = (notes: readonly Note[]) =>
    notes.map(({ text, code }) => text + codeOf([code], shown));
  return [
    findings.length === 1 ? head : `${head} (x${findings.length})`,
    ...noted(notes.filter(({ text }) => shared.has(text))),
    ...[...classed(findings, sayingOf).values()].flatMap((same) => [
      ...placesOf(same, shown),
      ...noted(same[0].notes.filter(({ text }) => !shared.has(text))),
    ]),
  ];
}

/** What is said of a place, and its code. What shows more than that is like no other. */
function sayingOf({ spots, remedy, notes }: Finding, index: number): string {
  const [{ at, label, code, context }] = spots;
  if (spots.length > 1 || context.length > 0 || at.includes(" ")) return `${index}`;
  return ["", label, code?.text, remedy, ...notes.map(({ text }) => text)].join("\n");
}

/** The places of findings that say the same. */
function placesOf(same: readonly Finding[], shown: Set<string>): string[] {
  const [{ spots, remedy }] = same;
  return spots.flatMap(({ label, context }, i) => {
    const at = same.map(({ spots }) => spots[i].at).join(" ");
    const said = label === "" ? "" : ` ${label}`;
    const code = codeOf(same.map(({ spots }) => spots[i].code), shown);
    const better = i > 0 || remedy === undefined ? "" : ` => ${remedy}`;
    return [
      `${i === 0 ? " " : "   "}${at}${said}${code}${better}`,
      ...context.flatMap((line) => isFirst(line, shown) ? [`   ${line.line}| ${line.text}`] : []),
    ];
  });
}

/** The code of equal lines, unless all of them are shown already. */
function codeOf(lines: readonly (SourceLine | undefined)[], shown: Set<string>): string {
  const [code] = lines.filter((line) => line !== undefined && isFirst(line, shown));
  return code === undefined ? "" : ` | ${code.text}`;
}

function isFirst({ path, line, text }: SourceLine, shown: Set<string>): boolean {
  return isNew(`${path}:${line}|${text}`, shown);
}
