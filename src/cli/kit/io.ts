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
  /** Prints on stdout, as it is. */
  out(text: string | Uint8Array): void;
  /** Prints on stderr, as it is. */
  err(text: string): void;
  /** Waits so many milliseconds; `false` when there is nobody left to wait for. */
  pause(milliseconds: number): Promise<boolean>;
  /** Calls back each time that the process is asked to end. */
  onSignal(handle: () => void): void;
  /** Calls back with errors that nobody waited for. Without it they end the process. */
  onStray(handle: (error: unknown) => void): void;
}

/** A program and the words before its own arguments. */
export interface Program {
  readonly file: string;
  readonly words: readonly string[];
}
