/** What a shell makes of a piece of a command, and where the piece ends. */
export interface Piece {
  readonly text: string;
  readonly end: number;
}

/** Quotes in substitutions in quotes: what is nested deeper than this is not told apart. */
const DEEPEST = 32;

/** Reads what begins with a quote, a backslash, a dollar or a backtick. What is never closed goes to the end. */
export function quotedAt(command: string, at: number): Piece {
  switch (command[at]) {
    case "'":
      return singleAt(command, at + 1);
    case '"':
      return doubleAt(command, at + 1);
    case "\\":
      // A backslash before a line end joins two lines.
      return { text: command[at + 1] === "\n" ? "" : command.slice(at + 1, at + 2), end: at + 2 };
    case "`":
      return rawUpTo(command, at, after(command, "`", at + 1));
  }
  if (command[at + 1] === "'") return singleAt(command, at + 2);
  if (command[at + 1] === "(") return rawUpTo(command, at, substitutionEnd(command, at + 2));
  if (command[at + 1] === "{") return rawUpTo(command, at, after(command, "}", at + 2));
  return rawUpTo(command, at, at + 1);
}

/** Where the substitution ends whose inside begins here, its closing parenthesis included. */
export function substitutionEnd(command: string, from: number, depth = 0): number {
  let open = 1;
  let at = from;
  while (at < command.length) {
    const char = command[at];
    if (char === "\\") at += 2;
    else if (char === "'") at = after(command, "'", at + 1);
    else if (char === '"') at = doubleEnd(command, at + 1, depth + 1);
    else {
      at++;
      if (char === "(") open++;
      if (char === ")" && --open === 0) return at;
    }
  }
  return command.length;
}

function doubleEnd(command: string, from: number, depth: number): number {
  let at = from;
  while (at < command.length) {
    const char = command[at];
    if (char === '"') return at + 1;
    if (char === "\\") at += 2;
    else if (char === "$" && command[at + 1] === "(" && depth < DEEPEST) {
      at = substitutionEnd(command, at + 2, depth + 1);
    } else at++;
  }
  return command.length;
}

function singleAt(command: string, from: number): Piece {
  const end = after(command, "'", from);
  return { text: inside(command, from, end, "'"), end };
}

function doubleAt(command: string, from: number): Piece {
  const end = doubleEnd(command, from, 0);
  return { text: inside(command, from, end, '"').replace(/\\(["\\$`])/g, "$1"), end };
}

function inside(command: string, from: number, end: number, quote: string): string {
  return command.slice(from, command[end - 1] === quote ? Math.max(from, end - 1) : end);
}

function rawUpTo(command: string, at: number, end: number): Piece {
  return { text: command.slice(at, end), end };
}

/** The place behind the next `mark`, or the end of the command. */
function after(command: string, mark: string, from: number): number {
  const found = command.indexOf(mark, from);
  return found < 0 ? command.length : found + mark.length;
}
