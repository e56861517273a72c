import { existsSync, readFileSync } from "node:fs";
import type { Result } from "../../src/rules/sight.ts";

/** What must be found in what is sent: a string anywhere, or all of `near` on one line and all of `all` anywhere. */
export type Fact = string | { readonly near?: readonly string[]; readonly all?: readonly string[] };

/** One real output of a tool, and what must be kept of it. */
export interface Output extends Result {
  readonly file: string;
  readonly family: string;
  readonly exitCode: number;
  readonly facts: readonly Fact[];
  /** Every added and removed line of the diff must stand in what is sent. */
  readonly changedLines: boolean;
}

interface Entry {
  readonly file: string;
  readonly family: string;
  readonly tool: string;
  readonly command: string;
  readonly exit_code: number;
  readonly must_keep: readonly Fact[];
  readonly rules: readonly string[];
}

const FOLDER = new URL("../../../shared/corpus/outputs/", import.meta.url);
const MANIFEST = new URL("manifest.jsonl", FOLDER);

/** The recorded outputs; none where they are not at hand: they lie beside the repository and are no part of it. */
export function recordedOutputs(): Output[] {
  if (!existsSync(MANIFEST)) return [];
  return readFileSync(MANIFEST, "utf8").trim().split("\n").map((line) =>
    outputOf(JSON.parse(line))
  );
}

function outputOf(entry: Entry): Output {
  const { file, family, tool, command } = entry;
  return {
    file,
    family,
    // Calls of MCP servers stand in the manifest by name and arguments.
    tool: tool === "mcp" ? command.split(" ")[0] : tool,
    command,
    text: new TextDecoder().decode(readFileSync(new URL(file, FOLDER))),
    exitCode: entry.exit_code,
    facts: entry.must_keep,
    changedLines: entry.rules.includes("all_changed_lines"),
  };
}

/** How many facts an output has, and which of them what is sent lacks. */
export function retentionOf(output: Output, sent: string): { facts: number; lost: string[] } {
  const changed = output.changedLines ? changedLinesOf(output.text) : new Set<string>();
  const standing = new Set(linesOf(sent).map(signed));
  const gone = [...changed].filter((line) => !standing.has(line));
  return {
    facts: output.facts.length + changed.size,
    lost: [...lostFrom(sent, output.facts), ...gone],
  };
}

/** The facts that can't be found in a text. */
export function lostFrom(text: string, facts: readonly Fact[]): string[] {
  const lines = linesOf(text).join("\n");
  const whole = lines.replaceAll("\n", " ");
  return facts.filter((fact) => !isKept(lines, whole, fact)).map(namedFact);
}

function linesOf(text: string): string[] {
  return plain(text).split(/\r\n|\r|\n/).map(collapsed);
}

function isKept(lines: string, whole: string, fact: Fact): boolean {
  if (typeof fact === "string") return whole.includes(collapsed(fact));
  const near = (fact.near ?? []).map(collapsed);
  return (fact.all ?? []).every((part) => holds(whole, collapsed(part))) &&
    (near.length === 0 || holdsOnOneLine(lines, near));
}

function holdsOnOneLine(lines: string, parts: readonly string[]): boolean {
  const longest = parts.reduce((a, b) => b.length > a.length ? b : a);
  for (let at = lines.indexOf(longest); at >= 0; at = lines.indexOf(longest, at + 1)) {
    const end = lines.indexOf("\n", at);
    const line = lines.slice(lines.lastIndexOf("\n", at) + 1, end < 0 ? lines.length : end);
    if (parts.every((part) => holds(line, part))) return true;
  }
  return false;
}

/** A short number within a longer one is another number. */
function holds(text: string, part: string): boolean {
  if (!/^\d{1,6}$/.test(part)) return text.includes(part);
  return new RegExp(`(?<!\\d)${part}(?!\\d)`).test(text);
}

function namedFact(fact: Fact): string {
  return typeof fact === "string" ? fact : [...fact.near ?? [], ...fact.all ?? []].join(" | ");
}

/** The changed lines of a diff's hunks, white space collapsed. */
function changedLinesOf(text: string): Set<string> {
  const changed = new Set<string>();
  let isInHunk = false;
  for (const line of plain(text).split(/\r\n|\r|\n/)) {
    if (line.startsWith("@@ ")) isInHunk = true;
    else if (line.startsWith("diff --git ")) isInHunk = false;
    else if (isInHunk && /^[+-]\s*\S/.test(line)) changed.add(signed(line));
    else if (isInHunk && !/^[ \\+-]|^$/.test(line)) isInHunk = false;
  }
  return changed;
}

function signed(line: string): string {
  return line.slice(0, 1) + collapsed(line.slice(1));
}

/** Texts that no rule touched still have their colours. */
function plain(text: string): string {
  return text.replaceAll(new RegExp("\x1b\\[[0-9;?]*[ -/]*[@-~]|\x1b\\][^\x07]*\x07", "g"), "");
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
