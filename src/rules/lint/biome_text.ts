import { type Change, changesIn } from "./biome_change.ts";
import { markedFrame } from "./biome_frame.ts";
import type { Diagnostic, SourceLine } from "./diagnostic.ts";
import type { Reading } from "./reading.ts";

const HEADER = /^(\S.*):(\d{1,7}):(\d{1,7}) ([a-zA-Z]\S*)((?: +[A-Z]+)*) +━{3,}$/;
const SENTENCE = /^ {2}([×✖!⚠iℹ]) (\S.*)$/;
const GOES_ON = /^ {4}([^\s>│].*)$/;
/** Rows of code have a bar behind their number. */
const DRAWN = /^ [ >\d]* │|^ +\.\.\.$/;

/** A sentence, and what is shown below it. */
interface Section {
  readonly sign: string;
  readonly text: string;
  readonly rows: readonly string[];
}

/** Reads one problem of `biome`: rule and place, then sentences, each with code or a change below. */
export function readBiome(lines: readonly string[], at: number): Reading<Diagnostic> | undefined {
  const header = HEADER.exec(lines[at]);
  if (header === null) return undefined;
  const [, path, line, column, rule, flags] = header;
  const { sections, end } = sectionsFrom(lines, at + 1);
  // What is further in belongs to the problem: then it is not read whole.
  if (sections.length === 0 || lines[afterBlanks(lines, end)]?.startsWith("  ")) return undefined;
  const parts = sections.map((section) => partOf(section, path));
  const [{ sign, text }] = sections;
  const place = `${line}:${column}`;
  const own = parts[0].at ?? place;
  if (own !== place && !own.startsWith(`${place}-`)) return undefined;
  const problem = {
    path,
    at: own,
    message: `${rule}${flags.replace(/ +/g, " ")}: ${sign} ${text}`,
    notes: parts.flatMap(({ notes }, i) => i === 0 ? notes.slice(1) : notes),
    source: parts.flatMap(({ source }) => source),
  };
  return { items: [withRemedy(problem, parts.flatMap(({ changes }) => changes))], end };
}

function sectionsFrom(
  lines: readonly string[],
  from: number,
): { sections: Section[]; end: number } {
  const sections: Section[] = [];
  let end = from;
  for (let at = afterBlanks(lines, from); SENTENCE.test(lines[at] ?? "");) {
    const [, sign, first] = SENTENCE.exec(lines[at]) ?? [];
    const said = [first];
    for (at++; GOES_ON.test(lines[at] ?? "") && !DRAWN.test(lines[at]); at++) {
      said.push(lines[at].trim());
    }
    end = at;
    const rows: string[] = [];
    for (at = afterBlanks(lines, at); DRAWN.test(lines[at] ?? ""); at = afterBlanks(lines, at)) {
      rows.push(lines[at++]);
      end = at;
    }
    sections.push({ sign, text: said.join(" "), rows });
  }
  return { sections, end };
}

function afterBlanks(lines: readonly string[], from: number): number {
  let at = from;
  while (lines[at]?.trim() === "") at++;
  return at;
}

interface Part {
  readonly at: string | undefined;
  readonly notes: readonly string[];
  readonly source: readonly SourceLine[];
  readonly changes: readonly Change[];
}

/** What a section says, where, and of which code. */
function partOf({ sign, text, rows }: Section, path: string): Part {
  const said = `  ${sign} ${text}`;
  if (rows.length === 0) return { at: undefined, notes: [said], source: [], changes: [] };
  const frame = markedFrame(rows, path);
  if (frame !== undefined) {
    return { at: frame.at, notes: [`${said} at ${frame.at}`], source: frame.source, changes: [] };
  }
  const changes = changesIn(rows);
  if (changes !== undefined) return { at: undefined, notes: [said], source: [], changes };
  return { at: undefined, notes: [said, ...rows], source: [], changes: [] };
}

/** The problem with what would mend it: behind its line of code, or in lines of its own. */
function withRemedy(problem: Diagnostic, changes: readonly Change[]): Diagnostic {
  const [{ line, old, new: better } = { line: 0, old: undefined, new: undefined }] = changes;
  const { path } = problem;
  const mends = (code: SourceLine) => code.line === line && code.text === old?.trim();
  if (changes.length === 1 && better !== undefined && problem.source.some(mends)) {
    const source = problem.source.map((code) =>
      mends(code) ? { ...code, text: `${code.text} => ${better.trim()}` } : code
    );
    return { ...problem, source };
  }
  const lines = changes.flatMap(({ line, old, new: better }) => [
    ...(old === undefined ? [] : [{ path, line, text: `- ${old}` }]),
    ...(better === undefined ? [] : [{ path, line, text: `+ ${better}` }]),
  ]);
  return { ...problem, source: [...problem.source, ...lines] };
}
