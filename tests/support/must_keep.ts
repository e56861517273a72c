import type { Fact } from "./outputs.ts";
import { factsOf, reportsIn } from "../../src/rules/facts/report.ts";
import { printersOf, subcommandOf } from "../../src/rules/printer.ts";
import { type Result, sightOf } from "../../src/rules/sight.ts";
import { isFileRead } from "../../src/rules/source.ts";

/** What an output is read for. */
export type Family = keyof typeof KEEPERS;

const KEEPERS = {
  patch: changesIn,
  paths: namesIn,
  search: hitsIn,
  report: reportFactsIn,
  /** Rules that know the text's form have tests of their own, which put it together again. */
  document: () => [],
} satisfies Readonly<Record<string, (text: string) => Fact[]>>;

const PATCH = /^@@+ -\d/m;
const DOCUMENT = /^\s*(?:[[{<]|%YAML|---\n)/;
/** Of frames only the last one counts. */
const DRAWN_OVER = new RegExp("\\r(?!\\n)|\x1b\\[[\\d;?]*[A-HJKf]|\b");
const SEARCHES = new Set(["ack", "ag", "egrep", "fgrep", "grep", "rg", "ugrep"]);
const PATHS = new Set(["fd", "fdfind", "find"]);

/** What the output of a call is read for, as far as its command and its text tell. */
export function familyOf(result: Result): Family {
  const printers = printersOf(sightOf(result));
  const programs = printers.map(({ program }) => program);
  const isGit = (...names: readonly string[]) =>
    printers.some((stage) => stage.program === "git" && names.includes(subcommandOf(stage) ?? ""));
  const { text } = result;
  if (isFileRead(result) || DOCUMENT.test(text) || DRAWN_OVER.test(text)) return "document";
  if (PATCH.test(text)) return "patch";
  if (result.tool === "Glob" || programs.some((name) => PATHS.has(name)) || isGit("ls-files")) {
    return "paths";
  }
  const searches = result.tool === "Grep" || isGit("grep") ||
    programs.some((name) => SEARCHES.has(name));
  return searches ? "search" : "report";
}

/** What must be found in whatever an output is squeezed to. An own reading of it, which knows nothing of the rules. */
export function mustKeep(text: string, family: Family): Fact[] {
  return KEEPERS[family](text);
}

/** Files that are told by their counts. */
const GENERATED =
  /(?:^|[/.-])(?:lock|min\.(?:js|css|mjs)|map)\b|lock\.(?:json|ya?ml)$|\.lock$|\.sum$/;
const STATE =
  /^(?:(?:old|new|deleted file|new file) mode|rename (?:from|to)|copy (?:from|to)|Binary files) /;

const HEAD = /^(?:@@|(?:---|\+\+\+) ["\/\w])/;

/** Each added and removed line, the files, and what became of them. */
function changesIn(text: string): Fact[] {
  const facts: Fact[] = [];
  let file = "";
  let isInHunk = false;
  for (const line of text.split(/\r?\n/)) {
    const head = /^diff --git a\/(.*) b\//.exec(line);
    if (head) {
      file = head[1];
      isInHunk = false;
      facts.push(file);
    } else if (HEAD.test(line)) isInHunk = line.startsWith("@@");
    else if (!isInHunk && STATE.test(line)) facts.push(line.split(" ").slice(-1)[0]);
    else if (isInHunk && /^[+-]\s*\S/.test(line) && !GENERATED.test(file)) {
      facts.push(line[0] + line.slice(1).trimEnd());
    }
  }
  return facts;
}

/** The name of each file. */
function namesIn(text: string): Fact[] {
  return text.split("\n").filter((line) => /^\S+$/.test(line) && line.includes("/"))
    .map((line) => line.slice(line.replace(/\/+$/, "").lastIndexOf("/") + 1));
}

/** A hit is told by its line; longer ones may be cut. In characters. */
const LONG_HIT = 200;

/** Each hit with the number of its line, and the name of its file. */
function hitsIn(text: string): Fact[] {
  return text.split("\n").flatMap((line): Fact[] => {
    const hit = /^([^\s:]+):(\d+):(.*\S.*)$/.exec(line);
    // A line of context may quote a hit.
    if (!hit || line.length > LONG_HIT || /-\d+-/.test(hit[1])) return [];
    return [{ near: [hit[2], hit[3].trim()], all: [hit[1].slice(hit[1].lastIndexOf("/") + 1)] }];
  });
}

/** What tells of trouble as it is told, each place with its file, each count with what is counted. */
function reportFactsIn(text: string): Fact[] {
  return [...reportsIn(text)].flatMap(factsOf).map(({ kind, said }): Fact =>
    kind === "place" ? { all: said.split(" ") } : kind === "count" ? said : longestPartOf(said)
  );
}

/** Columns, places in files, and what kind of message it is. */
const BESIDE = new RegExp(
  "\\s{2,}|\\t|[│|]|[\\w./@-]+(?::\\d+|\\(\\d+,\\d+\\))[:\\d]*| - |\\s(?:FAILED|ERROR)(?=\\s*(?:\\[|$))|" +
    "\\b(?:error|warning|help|note)(?:\\[\\w+\\])?: |\\[(?:error|warn)\\] |==\\d+== |" +
    // Names that are gathered by what is said of them.
    "npm warn deprecated \\S+: |\\bLocation '[^']*' is ",
  "i",
);

/** The message, without what stands in columns beside it: those may be said once for many lines. */
function longestPartOf(said: string): string {
  const parts = said.split(BESIDE).map((part) => part.trim());
  return parts.reduce((longest, part) => part.length > longest.length ? part : longest, "");
}
