import { stagesOf } from "./shell.ts";
import { isFileRead } from "./source.ts";
import { isShell, wordsOfTool } from "./tool.ts";

/** Which lines of which file a call reads. */
export interface Reading {
  readonly path: string;
  /** The number of the first line, where the call tells. */
  readonly from: number | undefined;
}

/** A call, as far as it tells what is read or written. */
export interface Asked {
  readonly tool: string;
  readonly command: string;
}

const WRITES = new Set("create edit insert multiedit patch replace str update write".split(" "));

/** What the call reads, where that is one file. */
export function readingOf(call: Asked): Reading | undefined {
  if (!isFileRead(call)) return undefined;
  if (!isShell(call.tool)) return { path: call.command, from: undefined };
  const pipelines = stagesOf(call.command);
  if (pipelines.length !== 1) return undefined;
  const [first, ...rest] = pipelines[0];
  // `cat x | head` shows the same lines as `cat x` does, as far as it goes.
  if (rest.some(({ program }) => program !== "head")) return undefined;
  const files = first.args.filter((arg) => !arg.startsWith("-"));
  switch (first.program) {
    case "cat":
    case "nl":
      return files.length === 1 ? { path: files[0], from: 1 } : undefined;
    case "head": {
      const path = files.at(-1);
      return path === undefined || /^\d+$/.test(path) ? undefined : { path, from: 1 };
    }
    case "sed":
      return ofSed(first.args.includes("-n"), files);
    default:
      return undefined;
  }
}

/** Does the call change the file at this path? */
export function changes(call: Asked, path: string): boolean {
  return wordsOfTool(call.tool).some((word) => WRITES.has(word)) && isSamePath(call.command, path);
}

/** One of them may be absolute and the other not. */
export function isSamePath(a: string, b: string): boolean {
  const [short, long] = [plain(a), plain(b)].sort((x, y) => x.length - y.length);
  return short === long || short !== "" && !short.startsWith("/") && long.endsWith(`/${short}`);
}

/** `sed -n '100,200p' x` */
function ofSed(isQuiet: boolean, [script, path, ...more]: readonly string[]): Reading | undefined {
  const range = /^(\d+)(?:,(?:\d+|\$))?p$/.exec(script ?? "");
  if (!isQuiet || range === null || path === undefined || more.length > 0) return undefined;
  return { path, from: Number(range[1]) };
}

function plain(path: string): string {
  return path.startsWith("./") ? path.slice(2) : path;
}
