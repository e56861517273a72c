/** What runs many things at once puts a name before each line: `#7 0.512 `, `web-1  | `, `web:build: `, a time. */
const PREFIX =
  /^(?:#\d+ \d+\.\d+ |[\w.-]+ +\| |[\w@/.-]+:[\w:.-]+: |\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z )/;

/** The line as the tool itself printed it: without a prefix, and without the return that terminals put behind it. */
export function bareOf(line: string): string {
  const from = prefixLength(line);
  const to = line.endsWith("\r") ? line.length - 1 : line.length;
  return from === 0 && to === line.length ? line : line.slice(from, to);
}

/** How long what stands before the tool's own line is. */
export function prefixLength(line: string): number {
  return PREFIX.exec(line)?.[0].length ?? 0;
}
