import { appendFileSync, renameSync, statSync } from "node:fs";

/** What the proxy says about itself. Never a body, a key, a header's value or a query string. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** Where a log goes, and what it needs from outside. */
export interface LogOptions {
  /** Takes a finished line, its line feed included. */
  readonly write: (line: string) => void;
  readonly now: () => Date;
  /** Several proxies may share one file, so each line says whose it is. */
  readonly pid: number;
}

const LONGEST = 2000;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const QUERY = /(\/[^\s"'?]{0,300})\?[^\s"']*/g;
const SECRET = /\b(sk-|key-|sess-|AIza|eyJ|ghp_|Bearer |Basic )[\w.~+/=-]{8,}/g;

/** One line that steers no terminal. The masks are a second lock: what they look for should not have come here. */
export function cleanLine(text: string): string {
  return text.slice(0, LONGEST)
    .replace(CONTROL, " ")
    .replace(QUERY, "$1")
    .replace(SECRET, "$1***");
}

/** A log of one line an entry: when, how grave, which process, what. */
export function logTo({ write, now, pid }: LogOptions): Log {
  const say = (level: string) => (line: string) =>
    write(`${now().toISOString()} ${level} [${pid}] ${cleanLine(line)}\n`);
  return { info: say("info"), warn: say("warn"), error: say("error") };
}

/** In bytes. With the one before it kept, a log takes twice this on disk. */
const LARGEST = 5 * 1024 * 1024;

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The file that `file` is moved to when it is full. */
export function olderOf(file: string): string {
  return `${file}.1`;
}

/**
 * Adds lines to a file that its owner alone can read. It is opened for each line, so that a rotation by another
 * process is followed. A disk that takes no more lines must not fail a request: such lines go to `otherwise`.
 */
export function fileWriter(
  file: string,
  otherwise: (line: string) => void,
  largest = LARGEST,
): (line: string) => void {
  return (line) => {
    try {
      const size = sizeOf(file);
      if (size > 0 && size + line.length > largest) renameSync(file, olderOf(file));
      appendFileSync(file, line, { mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      otherwise(line);
    }
  };
}
