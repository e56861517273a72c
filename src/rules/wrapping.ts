/** A result in its parts: what clients say around it, and what the tool itself gave back. */
export interface Wrapped {
  readonly head: string;
  readonly body: string;
  readonly tail: string;
}

/**
 * What stands before the print of a command: Claude Code's `Exit code 1`; Codex's header, of which the chunk id and
 * the time are new each time; Gemini CLI's tag and label.
 */
const HEADS: readonly RegExp[] = [
  /^Exit code \d+\n/,
  /^(?:Chunk ID: .*\n)?(?:Exit code: \d+\n)?Wall time: .* seconds\n(?:Process exited with code -?\d+\n)?(?:Process running with .*\n)?(?:Original token count: \d+\n)?Output:\n/,
  /^(?:Output too large\. .*\n)?<untrusted_context>\n(?:Output: )?/,
];

/** What stands behind it. */
const TAILS: readonly RegExp[] = [
  /(?:\nProcess Group PGID: \d+)?\n<\/untrusted_context>\s*$/,
];

const REMINDER = "<system-reminder>";
const REMINDER_END = "</system-reminder>";

/** Heads are looked for in so many characters of the text. */
const LONGEST_HEAD = 400;

/** Sets apart what clients put around a result. The three parts, one after another, are the text. */
export function unwrapped(text: string): Wrapped {
  const from = headLength(text.slice(0, LONGEST_HEAD));
  const to = text.length - tailLength(text.slice(from));
  return { head: text.slice(0, from), body: text.slice(from, to), tail: text.slice(to) };
}

function headLength(beginning: string): number {
  for (const pattern of HEADS) {
    const found = pattern.exec(beginning);
    if (found) return found[0].length;
  }
  return 0;
}

function tailLength(text: string): number {
  const end = text.slice(-LONGEST_HEAD);
  for (const pattern of TAILS) {
    const found = pattern.exec(end);
    if (found) return end.length - found.index;
  }
  return remindersLength(text);
}

/** Claude Code puts reminders to the model behind a result, one or more. */
function remindersLength(text: string): number {
  let start = text.length;
  while (text.slice(0, start).trimEnd().endsWith(REMINDER_END)) {
    const at = text.lastIndexOf(REMINDER, start - REMINDER_END.length);
    if (at < 0) break;
    start = at;
  }
  if (start === text.length) return 0;
  while (start > 0 && text[start - 1] === "\n") start--;
  return text.length - start;
}
