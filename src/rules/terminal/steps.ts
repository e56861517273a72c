import { isNarrow } from "./narrow.ts";

/** One thing that a text tells a terminal, and where the next one begins. */
export type Step =
  & { readonly end: number }
  & (
    | {
      /**
       * `feed`: to the next line; `return`: to the line's start; `back`: one column left; `link`: OSC 8;
       * `nothing`: colour and the like, which change no character on the screen; `unknown`: anything else.
       */
      readonly kind: "feed" | "return" | "back" | "link" | "nothing" | "unknown";
    }
    | {
      /** Characters to show. */
      readonly kind: "text";
      /** Are all of them one column wide for certain? */
      readonly narrow: boolean;
    }
    | {
      /** A control character that terminals treat one way or another, or not at all. */
      readonly kind: "strange";
    }
    | {
      /** A cursor move or an erasure, by the last character of its sequence. */
      readonly kind: "move";
      readonly name: string;
      readonly count: number | undefined;
    }
  );

/** Characters that no terminal shows and that move nothing; they stay where they are. */
const NULL = 0x00;
const BELL = 0x07;
const TAB = 0x09;
const ESCAPE = 0x1b;
const SPACE = 0x20;
const DELETE = 0x7f;
const LAST_CONTROL = 0x9f;

const SINGLE: ReadonlyMap<string, Step["kind"] & ("feed" | "return" | "back")> = new Map([
  ["\n", "feed"],
  ["\r", "return"],
  ["\b", "back"],
]);

/** `ESC [`: private mark, numbers, blank, last character. Bounded, so that no text makes it slow. */
const SEQUENCE = /\[([<=>?]?)([\d;:]{0,64})( ?)([@-~])/y;
/** `ESC ]`: number, and the rest up to BEL or `ESC \`. */
const OPERATING = new RegExp(`\\](\\d{1,4})([^\\x00-\\x1f]{0,8192})(?:\\x07|\\x1b\\\\)`, "y");
/** Keypad modes, and the usual character set. */
const SHORT = /[=>]|\(B/y;

/** Modes that change no character: cursor shape, mouse, pasted text, frames drawn at once. */
const QUIET_MODES = new Set(
  "1 7 12 25 1000 1002 1003 1004 1005 1006 1015 2004 2026 2031".split(" "),
);
/** Window titles, folder, task bar, marks of prompts. */
const QUIET_COMMANDS = /^(?:[0127]|9;4|133|633)(?:;|$)/;
const MOVES = new Set("ABCDEFGJK");

/** What the text says at this place. */
export function stepAt(text: string, at: number): Step {
  const code = text.charCodeAt(at);
  if (isShown(code)) return shownFrom(text, at);
  if (code === ESCAPE) return escapeAt(text, at + 1);
  return { kind: SINGLE.get(text[at]) ?? "strange", end: at + 1 };
}

function isShown(code: number): boolean {
  if (code < SPACE) return code === TAB || code === BELL || code === NULL;
  return code < DELETE || code > LAST_CONTROL;
}

function shownFrom(text: string, from: number): Step {
  let narrow = true;
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (!isShown(code)) break;
    narrow &&= isNarrow(code);
    end++;
  }
  return { kind: "text", narrow, end };
}

function escapeAt(text: string, at: number): Step {
  const sequence = match(SEQUENCE, text, at);
  if (sequence !== null) return sequenceStep(sequence, at);
  const operating = match(OPERATING, text, at);
  if (operating !== null) {
    const [whole, number, rest] = operating;
    const quiet = QUIET_COMMANDS.test(number + rest.slice(0, 2));
    return {
      kind: number === "8" ? "link" : quiet ? "nothing" : "unknown",
      end: at + whole.length,
    };
  }
  const short = match(SHORT, text, at);
  return { kind: short ? "nothing" : "unknown", end: at + (short?.[0].length ?? 0) };
}

function sequenceStep([whole, mark, numbers, blank, name]: RegExpExecArray, at: number): Step {
  const end = at + whole.length;
  if (isQuiet(mark, numbers, blank, name)) return { kind: "nothing", end };
  if (mark !== "" || blank !== "" || !MOVES.has(name) || !/^\d{0,9}$/.test(numbers)) {
    return { kind: "unknown", end };
  }
  return { kind: "move", name, count: numbers === "" ? undefined : Number(numbers), end };
}

function isQuiet(mark: string, numbers: string, blank: string, name: string): boolean {
  if (name === "m") return blank === "" && mark !== "?" && mark !== "<";
  if (name === "q") return blank === " ";
  // The keyboard protocol of kitty.
  if (name === "u") return mark !== "";
  const isMode = mark === "?" && (name === "h" || name === "l");
  return isMode && numbers.split(";").every((mode) => QUIET_MODES.has(mode));
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
