/** Where a setting's value came from. */
export type Source = "default" | "file" | "project" | "env" | "flag";

/** Something that a file, the environment or a flag says and that can't be. */
export interface Problem {
  readonly source: Source;
  /** The file, the variable or the flag. */
  readonly where: string;
  readonly text: string;
}

/** The configuration can't be used; the message says each reason on a line of its own. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map((problem) => `${problem.where}: ${problem.text}`);
    super(`Cannot read config: ${lines.join("\n  ")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** A value as an error shows it: short, on one line, and without what may be a password or a key. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  const safe = text
    .replace(/\/\/[^/@\s"]*@/g, "//***@")
    .replace(/(:\/\/[^\s"?#]*)[?#][^\s"]*/g, "$1?***");
  return safe.length > 160 ? `${safe.slice(0, 160)}...` : safe;
}
