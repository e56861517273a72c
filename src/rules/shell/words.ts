import { type Piece, quotedAt, substitutionEnd } from "./quotes.ts";

/** What a command is made of: words as the program would get them, and what stands between words. */
export interface Token {
  readonly kind: "word" | "operator";
  readonly text: string;
}

/** A text that follows after the line end (`<<EOF`). */
interface Here {
  readonly delimiter: string;
  /** Tabs before the closing delimiter don't count (`<<-`). */
  readonly indented: boolean;
  /** Which word of the command it is. */
  readonly nth: number;
}

const OPERATOR = /\d{0,3}(?:&>>?|<<<|<<-?|<>|<&|>>|>&|>\||<|>)|&&|\|\||\|&|;;|[;&|()\n]/y;
const BETWEEN_WORDS = new Set(" \t\r\n;&|()<>");
const QUOTING = new Set("'\"\\$`");

/**
 * Cuts a command at blanks and operators as a shell would; the word after `<<` is the text itself.
 * Takes whatever it is given, in linear time.
 */
export function wordsOf(command: string): Token[] {
  const tokens: Token[] = [];
  let awaited: Here[] = [];
  let at = blanksEnd(command, 0);
  while (at < command.length) {
    const operator = operatorAt(command, at);
    if (operator === undefined) {
      const { text, end } = wordAt(command, at);
      tokens.push({ kind: "word", text });
      at = end;
    } else {
      tokens.push({ kind: "operator", text: operator });
      at += operator.length;
    }
    if (operator === "<<" || operator === "<<-") {
      const { text, end } = wordAt(command, blanksEnd(command, at));
      awaited.push({ delimiter: text, indented: operator === "<<-", nth: tokens.length });
      tokens.push({ kind: "word", text: "" });
      at = end;
    }
    if (operator === "\n") {
      for (const here of awaited) {
        const { text, end } = hereAt(command, at, here);
        tokens[here.nth] = { kind: "word", text };
        at = end;
      }
      awaited = [];
    }
    at = blanksEnd(command, at);
  }
  return tokens;
}

function operatorAt(command: string, at: number): string | undefined {
  // `<(...)` stands for a file name.
  if (isProcess(command, at)) return undefined;
  OPERATOR.lastIndex = at;
  return OPERATOR.exec(command)?.[0];
}

function isProcess(command: string, at: number): boolean {
  return command[at + 1] === "(" && (command[at] === "<" || command[at] === ">");
}

function wordAt(command: string, from: number): Piece {
  let text = "";
  let at = from;
  while (at < command.length) {
    const piece = pieceAt(command, at);
    if (piece.end === at) break;
    text += piece.text;
    at = piece.end;
  }
  return { text, end: at };
}

function pieceAt(command: string, at: number): Piece {
  if (QUOTING.has(command[at])) return quotedAt(command, at);
  let end = at;
  if (isProcess(command, at)) end = substitutionEnd(command, at + 2);
  else {
    while (end < command.length && !BETWEEN_WORDS.has(command[end]) && !QUOTING.has(command[end])) {
      end++;
    }
  }
  return { text: command.slice(at, end), end };
}

function hereAt(command: string, from: number, { delimiter, indented }: Here): Piece {
  let at = from;
  while (at < command.length) {
    const end = lineEnd(command, at);
    const line = command.slice(at, end);
    if ((indented ? line.replace(/^\t+/, "") : line) === delimiter) {
      return { text: command.slice(from, at), end };
    }
    at = end + 1;
  }
  return { text: command.slice(from), end: command.length };
}

function lineEnd(command: string, from: number): number {
  const end = command.indexOf("\n", from);
  return end < 0 ? command.length : end;
}

/** Where the next word or operator begins. Comments and joined lines (`\\` at the end) are blanks. */
function blanksEnd(command: string, from: number): number {
  let at = from;
  while (isBlank(command[at]) || command.startsWith("\\\n", at)) at += command[at] === "\\" ? 2 : 1;
  const begins = at === 0 || BETWEEN_WORDS.has(command[at - 1]);
  return command[at] === "#" && begins ? lineEnd(command, at) : at;
}

function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\r";
}
