import { classed } from "./classed.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Which lines of a file are in which of its functions: `[In function ‘f’: 58-67; ‘g’: 71]`. */
export function scopesOf(diagnostics: readonly Diagnostic[]): string[] {
  const within = classed(diagnostics, ({ scope }) => scope ?? "");
  const runs = runsOf(diagnostics);
  const parts = [...within].flatMap(([scope, own]) => {
    if (scope === "") return [];
    const lines = runs.get(scope) ?? own.map(({ at }) => `${lineOf(at)}`).join(" ");
    return [{ scope, lines }];
  });
  if (parts.length === 0) return [];
  let kind = "";
  const said = parts.map(({ scope, lines }) => {
    const name = kind !== "" && scope.startsWith(kind) ? scope.slice(kind.length) : scope;
    kind = scope.slice(0, scope.search(/[‘'`]|$/));
    return `${name}: ${lines}`;
  });
  return [`[${said.join("; ")}]`];
}

/** From which line to which a function has all diagnostics for itself. */
function runsOf(diagnostics: readonly Diagnostic[]): Map<string, string> {
  const sorted = diagnostics
    .map(({ at, scope = "" }) => ({ line: lineOf(at), scope }))
    .sort((a, b) => a.line - b.line);
  const runs = new Map<string, string>();
  const torn = new Set<string>();
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const { scope, line } = sorted[from];
    while (to < sorted.length && sorted[to].scope === scope) to++;
    const last = sorted[to - 1].line;
    if (runs.has(scope) || sorted[to]?.line === last) torn.add(scope);
    if (sorted[to]?.line === last) torn.add(sorted[to].scope);
    runs.set(scope, line === last ? `${line}` : `${line}-${last}`);
  }
  for (const scope of torn) runs.delete(scope);
  return runs;
}

function lineOf(at: string): number {
  return parseInt(at);
}
