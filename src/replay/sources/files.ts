import { lstatSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Session, Trouble } from "../session.ts";
import { claudeCodeSession, isClaudeCode } from "./claude_code.ts";
import { codexSession, isCodex } from "./codex.ts";
import { type Line, linesOf, type Tell } from "./lines.ts";
import { isRecording, recordedSession } from "./recording.ts";

/** A file that may hold a session, and when it was written last, in milliseconds since 1970. */
export interface Found {
  readonly file: string;
  readonly changed: number;
}

/** All files with sessions in a folder and those below it, or the file itself; the oldest first. */
export function filesIn(path: string, tell: (trouble: Trouble) => void): Found[] {
  return foundIn(path, true, tell).toSorted((a, b) => a.changed - b.changed);
}

function foundIn(path: string, isNamed: boolean, tell: Tell): Found[] {
  try {
    // A link within a folder may lead round in a circle.
    const stats = isNamed ? statSync(path) : lstatSync(path);
    if (stats.isFile()) {
      return isNamed || path.endsWith(".jsonl") ? [{ file: path, changed: stats.mtimeMs }] : [];
    }
    if (!stats.isDirectory()) return [];
    return readdirSync(path).flatMap((name) => foundIn(join(path, name), false, tell));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    tell({ file: path, what: `can't be read (${code})` });
    return [];
  }
}

/**
 * The session in a file, whoever wrote it; nothing where it is none. `known` holds what was replayed before, so that
 * nothing is counted twice.
 */
export function sessionIn(file: string, known: Set<string>, tell: Tell): Session | undefined {
  const lines = linesOf(file, tell);
  if (isRecording(lines)) {
    return recordedSession(file, basename(file, ".jsonl").replace(/^squeezr-/, ""), lines, tell);
  }
  if (isClaudeCode(lines)) return claudeCodeSession(lines, known);
  if (isCodex(lines)) return codexSession(lines);
  if (lines.length > 0 && !isBookkeeping(lines)) {
    tell({
      file,
      what: "is neither a recording of squeezr's nor a session log of Claude Code or Codex",
    });
  }
  return undefined;
}

/** What Claude Code keeps in files of their own, too. */
const KEPT = new Set(["summary", "file-history-snapshot", "queue-operation", "system"]);

/** Titles, modes and snapshots of a session in which nothing was said. */
function isBookkeeping(lines: readonly Line[]): boolean {
  return lines.every(({ fields }) =>
    typeof fields.type === "string" && (KEPT.has(fields.type) || "sessionId" in fields)
  );
}
