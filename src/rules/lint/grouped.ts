import { tokensOf } from "../../text/tokens.ts";
import { classed, isNew } from "./classed.ts";
import { commonFolder } from "./folder.ts";
import { scopesOf } from "./scopes.ts";
import type { Diagnostic, SourceLine } from "./diagnostic.ts";
import type { Printed } from "./reading.ts";

/** Equal diagnostics: what they say stands once. */
interface Group {
  readonly message: string;
  readonly notes: readonly string[];
  /** The places by file, in order of appearance. */
  readonly files: Map<string, string[]>;
  readonly source: SourceLine[];
}

/** What stands before paths that were cut short. */
const HOIST = "paths are in ";

/** So many diagnostics keep the lines around their places: whoever mends a few of them need not open the file. */
const WITH_CONTEXT = 5;

/** Equal diagnostics once with all their places, under the name of their file or, where that is shorter, across files. */
export function grouped(run: readonly Diagnostic[]): Printed {
  const folder = commonFolder([...new Set(run.map(({ path }) => path))]);
  const forms = formsOf(run);
  if (folder !== undefined) {
    const inside = run.map((diagnostic) => relative(diagnostic, folder));
    for (const lines of formsOf(inside)) forms.push([`[${HOIST}${folder}]`, ...lines]);
  }
  return { lines: shortest(forms), dropped: 0 };
}

/** The same without the lines of code around the places, but for the first few. */
export function groupedBare(run: readonly Diagnostic[]): Printed {
  let dropped = 0;
  const bare = run.map((diagnostic, i) => {
    if (i < WITH_CONTEXT) return diagnostic;
    const source = diagnostic.source.filter(({ isContext }) => isContext !== true);
    dropped += diagnostic.source.length - source.length;
    return { ...diagnostic, source };
  });
  return { ...grouped(bare), dropped };
}

function formsOf(run: readonly Diagnostic[]): string[][] {
  const forms = [byFile(run)];
  // A function needs the name of its file near by, and of a path with blanks nobody sees where it ends.
  if (!run.some(({ scope, path }) => scope !== undefined || /\s/.test(path))) {
    forms.push(byMessage(run), sharedFirst(run));
  }
  return forms;
}

function relative(diagnostic: Diagnostic, folder: string): Diagnostic {
  return { ...diagnostic, path: diagnostic.path.slice(folder.length) };
}

function byFile(run: readonly Diagnostic[]): string[] {
  const shown = new Set<string>();
  return [...classed(run, ({ path }) => path)].flatMap(([path, diagnostics]) => [
    path,
    ...scopesOf(diagnostics),
    ...groupsOf(diagnostics).flatMap((group) => [
      `${group.message} at ${joined([...group.files.values()].flat())}`,
      ...group.notes,
      ...sourceOf(group, path, shown),
    ]),
  ]);
}

function byMessage(run: readonly Diagnostic[]): string[] {
  const shown = new Set<string>();
  return groupsOf(run).flatMap((group) => {
    const places = [...group.files].map(([path, ats]) => `${path}:${joined(ats)}`);
    return [
      `${group.message} at ${places.join(" ")}`,
      ...group.notes,
      ...sourceOf(group, "", shown),
    ];
  });
}

/** First what several files have in common, then the rest by file. */
function sharedFirst(run: readonly Diagnostic[]): string[] {
  const isShared = new Map<Diagnostic, boolean>();
  for (const same of classed(run, keyOf).values()) {
    const shared = same.some(({ path }) => path !== same[0].path);
    for (const diagnostic of same) isShared.set(diagnostic, shared);
  }
  return [
    ...byMessage(run.filter((diagnostic) => isShared.get(diagnostic))),
    ...byFile(run.filter((diagnostic) => !isShared.get(diagnostic))),
  ];
}

function groupsOf(run: readonly Diagnostic[]): Group[] {
  return [...classed(run, keyOf).values()].map((same) => {
    const files = new Map([...classed(same, ({ path }) => path)].map(
      ([path, diagnostics]) => [path, diagnostics.map(({ at }) => at)],
    ));
    const { message, notes } = same[0];
    return { message, notes, files, source: same.flatMap(({ source }) => source) };
  });
}

/** `4:9 5:1`; of lines without columns `4, 9`. */
function joined(ats: readonly string[]): string {
  return ats.join(ats.every((at) => at.includes(":")) ? " " : ", ");
}

function keyOf({ message, notes }: Diagnostic): string {
  return [message, ...notes].join("\n");
}

/** The lines that were not shown before, equal ones together, with the name of their file where it is another one. */
function sourceOf({ source }: Group, heading: string, shown: Set<string>): string[] {
  const fresh = source.filter(({ path, line, text }) => isNew(`${path}:${line}|${text}`, shown));
  let file = heading;
  return [...classed(fresh, ({ path, text }) => `${path}\n${text}`).values()].map((same) => {
    const [{ path, text }] = same;
    const place = path === file ? "" : `${path}:`;
    file = path;
    return `${place}${same.map(({ line }) => line).join(" ")}| ${text}`;
  });
}

function shortest(forms: readonly string[][]): string[] {
  const tokens = forms.map((lines) => tokensOf(lines.join("\n")));
  return forms[tokens.indexOf(Math.min(...tokens))];
}
