import { type RunFile, whereabouts } from "../../admin/run_file.ts";
import { urlOf } from "./ask.ts";

/** How to point clients at a proxy. */
function hints(url: string): string {
  // Claude Code turns tool search off at base URLs that aren't its own, and then loads every tool's schema.
  return "\nPoint Claude Code at it, in the shell that you start it from:\n" +
    `  export ANTHROPIC_BASE_URL=${url}\n` +
    "  export ENABLE_TOOL_SEARCH=true\n" +
    'Or all clients of a shell, with eval "$(squeezr env)"; or for good, with "squeezr setup"\n';
}

/** How to tell, and whether the proxy ran before. */
export interface Telling {
  readonly json: true | undefined;
  readonly before: boolean;
}

/** Tells where a proxy listens and how to use it. */
export function announced(run: RunFile, { json, before }: Telling): string {
  const { pid, port, host, by, version, warnings } = run;
  const url = urlOf(run);
  if (json) {
    const facts = { url, port, host, pid, by, version, warnings, already_running: before };
    return `${JSON.stringify(facts)}\n`;
  }
  const what = before
    ? `squeezr ${version} runs already, ${whereabouts[by]}, on`
    : `squeezr ${version} listens on`;
  const first = `${what} ${url} (pid ${pid})\n`;
  return first + warnings.map((warning) => `Warning: ${warning}\n`).join("") + hints(url);
}
