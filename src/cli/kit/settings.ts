import { resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import { homeOf, type Places, placesOf } from "../../config/home.ts";
import { loadConfig, type Loaded } from "../../config/load.ts";
import { variableLoops } from "../../config/loops.ts";
import { ConfigError } from "../../config/problem.ts";
import { ruleNames } from "../../rules/list.ts";
import { Failure } from "./failure.ts";
import type { Io } from "./io.ts";

/** Flags that say where settings come from. */
export interface SettingFlags {
  readonly config?: string;
  readonly port?: string;
  readonly host?: string;
}

/** The user's file of settings, and whether it was asked for by name. */
export function fileOf(io: Io, { config }: SettingFlags): { file?: string; fileMustBe: boolean } {
  if (config !== undefined) return { file: resolve(io.cwd, config), fileMustBe: true };
  const home = homeOf(io.env, io.cwd);
  return { file: home === undefined ? undefined : placesOf(home).config, fileMustBe: false };
}

/** Reads the settings as a command sees them; `project`: with those of the project's file. */
export function settingsOf(io: Io, flags: SettingFlags, project: boolean): Loaded {
  const { file, fileMustBe } = fileOf(io, flags);
  const { port, host } = flags;
  const { env, cwd } = io;
  const home = homeOf(env, cwd);
  const rulesFolder = home && placesOf(home).rules;
  const found = { file, fileMustBe, project, ruleNames, rulesFolder };
  return loadConfig({ env, cwd, flags: { port, host }, ...found });
}

/** Reads the settings of a proxy that is about to start. */
export function startSettings(io: Io, flags: SettingFlags, project: boolean): Config {
  const { config } = settingsOf(io, flags, project);
  const problems = variableLoops(config, io.env);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The places of the state folder, for a command that has nothing to do without one. */
export function placesHere(io: Io): Places {
  const home = homeOf(io.env, io.cwd);
  if (home !== undefined) return placesOf(home);
  throw new Failure("there is no state folder: set SQUEEZR_HOME, or HOME");
}
