/** All that a command can do to the world outside the state folder and the network. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Columns of the terminal. */
  readonly width: number;
  /** Somebody looks on, and did not ask for plain text. */
  readonly colour: boolean;
  /** What starts this program again. */
  readonly program: Program;
  /** Milliseconds since 1970. */
  now(): number;
  /** All that comes in on stdin. */
  input(): Promise<Uint8Array>;
  /** Asks whoever sits at the terminal, and gives the line that was typed; nothing where nobody does. */
  question(text: string): Promise<string | undefined>;
  /** What comes in on stdin, line by line, to its end. */
  lines(): AsyncIterable<string>;
  /** Prints on stdout, as it is. */
  out(text: string | Uint8Array): void;
  /** Prints on stderr, as it is. */
  err(text: string): void;
  /** Waits so many milliseconds; `false` when there is nobody left to wait for. */
  pause(milliseconds: number): Promise<boolean>;
  /** Calls back each time that the process gets one of these signals, which then do nothing else to it. */
  onSignal(signals: readonly Signal[], handle: (signal: Signal) => void): void;
  /** When the command is done, the process ends by this signal in place of its exit code, where the system lets it. */
  endBy(signal: Signal): void;
  /** Calls back with errors that nobody waited for. Without it they end the process. */
  onStray(handle: (error: unknown) => void): void;
}

/** A signal by its name: `SIGTERM`. */
export type Signal = NodeJS.Signals;

/** A program and the words before its own arguments. */
export interface Program {
  readonly file: string;
  readonly words: readonly string[];
}
