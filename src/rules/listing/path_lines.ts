/** Longer ones are no paths. */
const LONGEST = 1000;

/** Lines one after another that are paths, or that are none. */
export interface Run {
  readonly arePaths: boolean;
  readonly lines: readonly string[];
}

/** All paths of one list start alike: `/`, `./` or with a name. */
export function runsOf(lines: readonly string[]): Run[] {
  const runs: { start: string | undefined; arePaths: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const start = startOf(line);
    const last = runs.at(-1);
    if (last !== undefined && last.start === start) last.lines.push(line);
    else runs.push({ start, arePaths: start !== undefined, lines: [line] });
  }
  return runs;
}

function startOf(line: string): string | undefined {
  if (!isPath(line)) return undefined;
  if (line.startsWith("/")) return "/";
  return line === "." || line.startsWith("./") ? "./" : "";
}

/** Names may hold blanks; a sentence about a path (`/bin/sh: 1: x: not found`) is none, and our own print neither. */
function isPath(line: string): boolean {
  if (line === "" || line === "/" || line.length > LONGEST) return false;
  if (line.includes("//") || /["*\p{Cc}]/u.test(line)) return false;
  const blank = line.search(/\s/);
  if (blank < 0) return true;
  const slash = line.indexOf("/");
  return slash >= 0 && slash < blank && !/: |\/ | {2}| $/.test(line);
}
