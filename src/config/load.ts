import { resolve } from "node:path";
import type { Known, Value } from "./check.ts";
import type { Config } from "./config.ts";
import { checkOf, projectKeys, unknownKey } from "./keys.ts";
import { loops } from "./loops.ts";
import { didYouMean } from "./nearest.ts";
import { paceProblems } from "./pace.ts";
import { ConfigError, type Problem, shown } from "./problem.ts";
import { projectFileOf } from "./project.ts";
import { envFound, fileFound, flagFound, type Found, type Raw } from "./raw.ts";
import { configOf, defaults, type Setting } from "./settings.ts";
import { userRulesIn } from "./user_rules.ts";

/** The configuration, and where each part of it comes from. */
export interface Loaded {
  readonly config: Config;
  readonly settings: readonly Setting[];
}

/** Where to look. */
export interface Sources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Flags of the command, by their names; those that are no settings are passed over. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** The user's file; nothing where there is no state folder. */
  readonly file: string | undefined;
  /** The user asked for this very file, so it has to be there. */
  readonly fileMustBe?: boolean;
  /** Whether a project's file counts. */
  readonly project: boolean;
  readonly ruleNames: readonly string[];
  /** Where rules of the user's own are; nothing where there is no state folder. */
  readonly rulesFolder?: string;
}

/** A value in its own type, or what is wrong with it. */
export function checked(key: string, value: unknown, known: Known): { value: Value } | string {
  const check = checkOf(key);
  if (check === undefined) return unknownKey(key);
  const parsed = check.parse(value, known);
  if (parsed !== undefined) return { value: parsed };
  const words = check.words?.(known) ?? [];
  const odd = [value].flat().find((item) => !words.some((word) => word === item));
  const guess = words.length > 0 && typeof odd === "string" ? didYouMean(odd, words) : "";
  const choice = words.length > 0 ? ` (${words.join(", ")})` : "";
  return `${key} must be ${check.allowed}${choice}; received ${shown(value)}${guess}`;
}

function settingOf(raw: Raw, known: Known): Setting | Problem {
  const { key, source, where } = raw;
  if (source === "project" && !projectKeys.includes(key)) {
    const may = projectKeys.join(", ");
    return { source, where, text: `a project's file can't set ${key}; it may set ${may}` };
  }
  const result = checked(key, raw.value, known);
  return typeof result === "string"
    ? { source, where, text: result }
    : { key, value: result.value, source, where };
}

function filesFound(from: Sources): Found[] {
  const project = from.project ? projectFileOf(resolve(from.cwd)) : undefined;
  return [
    from.file === undefined ? [] : [fileFound(from.file, "file", from.fileMustBe ?? false)],
    project === undefined ? [] : [fileFound(project, "project", true)],
  ].flat();
}

/** Reads the configuration: file, project's file, environment, flags; what comes later wins. */
export function loadConfig(from: Sources): Loaded {
  const files = filesFound(from);
  const own = userRulesIn(from.rulesFolder, from.ruleNames);
  const ruleNames = [...from.ruleNames, ...own.rules.map(({ name }) => name)];
  const raws = [
    ...files.flatMap((found) => found.raws),
    ...envFound(from.env),
    ...flagFound(from.flags),
  ];
  const results = raws.map((raw) => settingOf(raw, { ruleNames }));
  const settings = latestOf([...defaults, ...results.filter((result) => "key" in result)]);
  const problems = [
    ...files.flatMap((found) => found.problems),
    ...own.problems,
    ...results.filter((result) => "text" in result),
    ...loops(configOf(settings), settings),
    ...paceProblems(configOf(settings), settings),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return { config: configOf(settings, own.rules), settings };
}

function latestOf(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [setting.key, setting])).values()];
}
