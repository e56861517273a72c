import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse, TomlError } from "smol-toml";
import type { Rule } from "../rules/rule.ts";
import { ruleOf } from "../rules/user/user_rule.ts";
import { type Problem, shown } from "./problem.ts";
import { textOf } from "./raw.ts";

/** The user's own rules, and what is wrong with their files. */
export interface UserRules {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

/** What a file may set. */
const KEYS = ["name", "doc", "command", "text", "drop", "keep", "cap"];

/** What a regular expression has and a literal hardly ever: a user would wait in vain for it to match. */
const REGEX = /\\[dwsbDWSB.]|\.\*|\.\+|\[[^\]]+\][*+?]|\(\?|[^\\]\|[^|]|\w\{\d+,?\d*\}/;

/** Reads the rules in a folder, a file each; `taken` are names of ours. No folder, no rules. */
export function userRulesIn(folder: string | undefined, taken: readonly string[]): UserRules {
  if (folder === undefined || !existsSync(folder)) return { rules: [], problems: [] };
  const names = new Set(taken);
  const rules: Rule[] = [];
  const problems: Problem[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".toml")).sort()) {
    const where = join(folder, file);
    const said = readFrom(where, names);
    if (Array.isArray(said)) {
      problems.push(...said.map((text): Problem => ({ source: "file", where, text })));
    } else {
      names.add(said.name);
      rules.push(said);
    }
  }
  return { rules, problems };
}

/** The rule in a file, or what is wrong with it. */
function readFrom(file: string, names: ReadonlySet<string>): Rule | string[] {
  try {
    const said = parse(textOf(file));
    const problems = problemsIn(said, names);
    return problems.length > 0 ? problems : ruleOf({
      name: said.name as string,
      doc: (said.doc as string | undefined) ?? `your own rule, from ${file}`,
      command: said.command as string | undefined,
      text: said.text as string | undefined,
      drop: (said.drop as string[] | undefined) ?? [],
      keep: (said.keep as string[] | undefined) ?? [],
      cap: said.cap as number | undefined,
    });
  } catch (error) {
    if (error instanceof TomlError) {
      return [`line ${error.line}, column ${error.column}: ${error.message.split("\n")[0]}`];
    }
    if (error instanceof TypeError) return ["is not UTF-8 text"];
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return [`can't be read (${code})`];
  }
}

function problemsIn(said: Record<string, unknown>, names: ReadonlySet<string>): string[] {
  const { name, command, text, drop, keep, cap } = said;
  const patterns = { command, text, drop, keep };
  return [
    ...Object.keys(said).filter((key) => !KEYS.includes(key)).map((key) =>
      `${key} is no key of a rule: there are ${KEYS.join(", ")}`
    ),
    ...nameProblem(name, names),
    ...Object.entries(patterns).flatMap(([key, value]) => patternProblems(key, value)),
    ...(command === undefined && text === undefined ? ["it needs command or text"] : []),
    ...(drop === undefined && cap === undefined ? ["it needs drop or cap"] : []),
    ...(cap === undefined || isCount(cap)
      ? []
      : [`cap must be a whole number, 1 or more; received ${shown(cap)}`]),
  ];
}

function nameProblem(name: unknown, names: ReadonlySet<string>): string[] {
  if (typeof name !== "string" || !/^[a-z][a-z0-9_]*$/.test(name)) {
    return [`name must be small letters, digits and _; received ${shown(name)}`];
  }
  return names.has(name) ? [`name is taken by another rule: ${name}`] : [];
}

function patternProblems(key: string, value: unknown): string[] {
  if (value === undefined) return [];
  const isList = key === "drop" || key === "keep";
  const patterns = isList ? value : [value];
  const isRight = Array.isArray(patterns) &&
    patterns.every((pattern) => typeof pattern === "string" && pattern !== "");
  if (!isRight) {
    return [
      `${key} must be ${isList ? "a list of patterns" : "a pattern"}; received ${shown(value)}`,
    ];
  }
  return patterns.filter((pattern) => REGEX.test(pattern)).map((pattern) =>
    `${key}: ${shown(pattern)} looks like a regular expression. A pattern is a literal that may ` +
    `stand anywhere in the line: write * for any characters, ^ first for the line's start, $ last for its end`
  );
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
}
