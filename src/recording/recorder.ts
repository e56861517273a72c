import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { AskedLine, Beginning, RecordLine } from "./lines.ts";
import { type Base, packed, written } from "./pack.ts";

/** A request that is recorded. */
export interface Recorded extends Pick<AskedLine, "at" | "api" | "path" | "agent"> {
  /** Unpacked. */
  readonly body: Uint8Array;
}

/** What is told of the answer to one request, when it is over. */
export interface Reply {
  readonly begun: number;
  readonly status: number;
  readonly type: string;
  /** Nothing where it was too long to be held. */
  readonly body: Uint8Array | undefined;
}

/** Writes down requests and answers, for `squeezr replay`. */
export interface Recorder {
  readonly file: string;
  /** Takes a request as it came, and gives whom to tell of its answer. */
  asked(recorded: Recorded): (reply: Reply) => void;
  close(): void;
}

/** A file takes no more than this, in bytes; what comes after is not recorded. */
const LARGEST_FILE = 1024 ** 3;
/** Bodies that others are told by: about as many as there are conversations under way. */
const MOST_BASES = 16;

/** What a recording says of itself, and who hears that it has ended. */
export interface RecorderOptions {
  /** When it begins, in milliseconds since 1970. */
  readonly now: number;
  readonly beginning: Omit<Beginning, "squeezr_recording">;
  /** It takes no more: the file is full, or can't be written. */
  readonly ended: (why: string) => void;
}

/** Begins a recording in a folder, which is made. Throws where it can't be written. Its owner alone can read it. */
export function createRecorder(folder: string, options: RecorderOptions): Recorder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date(options.now).toISOString().replace(/[:.]/g, "-");
  const file = join(folder, `squeezr-${time}-${process.pid}.jsonl`);
  const sink = Sink.begun(file, { squeezr_recording: 1, ...options.beginning }, options.ended);
  let count = 0;
  let bases: readonly Base[] = [];
  return {
    file,
    asked: ({ body, ...facts }) => {
      const n = count++;
      sink.write({ n, ...facts, ...packed(body, bases) });
      bases = [...bases, { n, body }].slice(-MOST_BASES);
      return ({ body: answer, ...reply }) =>
        sink.write({ answer: n, ...reply, body: answer && written(answer) });
    },
    close: () => sink.close(),
  };
}

/** A file that takes lines until it is full or fails. */
class Sink {
  #handle: number | undefined;
  #bytes = 0;
  readonly #ended: (why: string) => void;

  private constructor(handle: number, ended: (why: string) => void) {
    this.#handle = handle;
    this.#ended = ended;
  }

  /** A new file with its first line; where that can't be written, none is left. */
  static begun(file: string, line: Beginning, ended: (why: string) => void): Sink {
    const sink = new Sink(openSync(file, "wx", 0o600), ended);
    try {
      sink.#append(line);
      return sink;
    } catch (error) {
      sink.close();
      rmSync(file, { force: true });
      throw error;
    }
  }

  write(line: RecordLine): void {
    try {
      this.#append(line);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      this.#end(`it can't be written (${code})`);
    }
  }

  #append(line: RecordLine): void {
    if (this.#handle === undefined) return;
    const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
    this.#bytes += bytes.length;
    if (this.#bytes > LARGEST_FILE) return this.#end(`it holds ${LARGEST_FILE} bytes`);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#handle, bytes, at);
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }

  #end(why: string): void {
    this.close();
    this.#ended(why);
  }
}
