import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parse, TomlError } from "smol-toml";
import { partOf } from "./key_parts.ts";
import { keys } from "./keys.ts";
import type { Problem, Source } from "./problem.ts";

/** A value as it was found, not yet checked. */
export interface Raw {
  readonly key: string;
  readonly value: unknown;
  readonly source: Source;
  readonly where: string;
}

/** What one source holds. */
export interface Found {
  readonly raws: readonly Raw[];
  readonly problems: readonly Problem[];
}

/** Whether a value of a TOML document is a table. */
export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Date);
}

function flat(document: Record<string, unknown>): [string, unknown][] {
  return Object.entries(document).flatMap(([section, value]): [string, unknown][] =>
    isTable(value)
      ? Object.entries(value).map(([name, inner]) => [`${partOf(section)}.${partOf(name)}`, inner])
      : [[partOf(section), value]]
  );
}

/** Why a file that is there gives no settings. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof TomlError) {
    const [what] = error.message.split("\n");
    return `line ${error.line}, column ${error.column}: ${what}`;
  }
  if (error instanceof TypeError) return "is not UTF-8 text";
  const code = (error as NodeJS.ErrnoException).code;
  return code === undefined ? undefined : `can't be read (${code})`;
}

/** A file's text, without a byte order mark; throws a TypeError where it isn't UTF-8. */
export function textOf(file: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
}

/** There is no such file, or no way to the folder that it would be in: somebody else's home, as containers have it. */
function isMissing(file: string, error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return true;
  return code === "EACCES" && !existsSync(dirname(file));
}

/** What a TOML file sets. A file that isn't there sets nothing, unless somebody asked for that very file. */
export function fileFound(file: string, source: "file" | "project", mustBe: boolean): Found {
  try {
    const raws = flat(parse(textOf(file)))
      .map(([key, value]) => ({ key, value, source, where: file }));
    return { raws, problems: [] };
  } catch (error) {
    const missing = isMissing(file, error);
    if (missing && !mustBe) return { raws: [], problems: [] };
    const text = missing ? "there is no such file" : reasonOf(error);
    if (text === undefined) throw error;
    return { raws: [], problems: [{ source, where: file, text }] };
  }
}

/** What the environment sets. An empty variable is the same as none. */
export function envFound(env: Readonly<Record<string, string | undefined>>): readonly Raw[] {
  return keys.flatMap(({ name, row }): Raw[] => {
    const text = row.env === undefined ? undefined : env[row.env];
    if (row.env === undefined || text === undefined || text === "") return [];
    const read = row.check.read(text);
    const value = row.opposite && typeof read === "boolean" ? !read : read;
    return [{ key: name, value, source: "env", where: row.env }];
  });
}

/** What the flags of a command set. */
export function flagFound(flags: Readonly<Record<string, unknown>>): readonly Raw[] {
  return keys.flatMap(({ name, row }): Raw[] => {
    const text = row.flag === undefined ? undefined : flags[row.flag];
    if (typeof text !== "string") return [];
    return [{ key: name, value: row.check.read(text), source: "flag", where: `--${row.flag}` }];
  });
}
