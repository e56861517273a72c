import { existsSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Value } from "../../config/check.ts";
import { checkOf, keys, unknownKey } from "../../config/keys.ts";
import { checked } from "../../config/load.ts";
import { isPace, paceProblems } from "../../config/pace.ts";
import { ConfigError } from "../../config/problem.ts";
import { fileFound, type Raw, textOf } from "../../config/raw.ts";
import { configOf, defaults, type Setting } from "../../config/settings.ts";
import { EditRefused, literalOf, withKey } from "../../config/toml_edit.ts";
import { ensureFolder, writeWhole } from "../../memory/disk.ts";
import { ruleNames } from "../../rules/list.ts";
import { Failure, WrongUse } from "./failure.ts";
import type { Io } from "./io.ts";
import { surveyHere } from "./target.ts";

/** The value that was typed for a key, in its own type. */
export function valueOf(key: string, typed: string): Value {
  const check = checkOf(key);
  if (check === undefined) throw new WrongUse(unknownKey(key));
  const result = checked(key, check.read(typed), { ruleNames });
  if (typeof result === "string") throw new WrongUse(result);
  return result.value;
}

/** Sets one key in a file of settings, and leaves every other byte of it. */
export function setInFile(file: string, key: string, value: Value): void {
  const { raws, problems } = fileFound(file, "file", false);
  if (problems.length > 0) throw new ConfigError(problems);
  if (isPace(key)) assertFits(raws, { key, value });
  const there = existsSync(file);
  const edited = editedText(file, there ? textOf(file) : "", key, value);
  try {
    ensureFolder(dirname(file));
    // A link stays a link: what it names is replaced.
    writeWhole(there ? realpathSync(file) : file, edited);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Failure(`${file} can't be written (${code})`);
  }
}

/** Two settings must fit one another: a file in which they don't would keep the proxy from starting. */
function assertFits(raws: readonly Raw[], set: Pick<Setting, "key" | "value">): void {
  const others = raws.flatMap(({ key, value, source, where }): Setting[] => {
    const result = isPace(key) && key !== set.key ? checked(key, value, { ruleNames }) : "";
    return typeof result === "string" ? [] : [{ key, value: result.value, source, where }];
  });
  const settings = [...defaults, ...others, { ...set, source: "file", where: undefined } as const];
  const [problem] = paceProblems(configOf(settings), settings);
  if (problem) throw new WrongUse(`${problem.text}; set the other one first`);
}

function editedText(file: string, text: string, key: string, value: Value): string {
  try {
    return withKey(text, key, value);
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    throw new Failure(`${file}: ${error.message}`);
  }
}

/** What is to be done before a key that was set holds. */
export async function afterSet(io: Io, key: string, value: Value): Promise<string> {
  const variable = keys.find(({ name }) => name === key)?.row.env;
  const over = variable !== undefined && io.env[variable]
    ? `${variable} is set here, and wins over the file.\n`
    : "";
  const ports = (await surveyHere(io)).running.map(({ run }) => run.port);
  const when = ports.length === 0
    ? "It holds from the next start on.\n"
    : `The proxy on port ${ports.join(", ")} must be restarted: squeezr stop && squeezr start\n`;
  return `${key} = ${literalOf(value)}\n${over}${when}`;
}
