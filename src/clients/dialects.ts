/** Who reads a line that sets a variable: a .env file's reader, or a shell. */
export type Dialect = "dotenv" | "sh" | "fish" | "powershell";

/** In single quotes; each of these knows another way to write one within. */
function quoted(value: string, quote: string): string {
  return `'${value.replaceAll("'", quote)}'`;
}

const writers: Readonly<Record<Dialect, (name: string, value: string) => string>> = {
  // A value with a quote in it is what no reader of .env files agrees on; URLs have none.
  dotenv: (name, value) => `${name}=${value}`,
  sh: (name, value) => `export ${name}=${quoted(value, "'\\''")}`,
  fish: (name, value) => `set -gx ${name} ${quoted(value.replaceAll("\\", "\\\\"), "\\'")}`,
  powershell: (name, value) => `$env:${name} = ${quoted(value, "''")}`,
};

/** The line that sets a variable. */
export function assignmentIn(dialect: Dialect, name: string, value: string): string {
  return writers[dialect](name, value);
}

const removers: Readonly<Record<Dialect, (name: string) => string>> = {
  // A variable without a value is as good as none, to all that read ours.
  dotenv: (name) => `${name}=`,
  sh: (name) => `unset ${name}`,
  fish: (name) => `set -e ${name}`,
  powershell: (name) => `Remove-Item Env:${name}`,
};

/** The line that takes a variable away. */
export function removalIn(dialect: Dialect, name: string): string {
  return removers[dialect](name);
}
