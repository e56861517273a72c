import type { Rule } from "../rule.ts";

/** Characters. */
const LEAST = 400;
/** So much of a text that no writer writes makes it a program's or a picture's. */
const STRANGE_PART = 0.1;
/** Characters at the beginning that are looked at. */
const SAMPLE = 4000;

/** What can't be read: control characters, and what stands for bytes that are no text. */
const STRANGE = "\\u0000-\\u0008\\u000e-\\u001a\\u001c-\\u001f\\u007f-\\u009f\\ufffd";
const STRANGERS = new RegExp(`[${STRANGE}]`, "g");
/** A shorter run of letters is chance, as `strings` has it. */
const WORDS = new RegExp(`[^${STRANGE}\\n]{6,}`, "g");

/** Leaves of a binary file that was printed what `strings` would. */
export const binary: Rule = {
  name: "binary",
  doc: "binary files that were printed: the words in them",
  loses: "noise",
  matches: ({ text }) => text.length >= LEAST && isBinary(text.slice(0, SAMPLE)),
  squeeze: ({ text }, note) => {
    const words = text.match(WORDS) ?? [];
    const left = text.length - words.reduce((sum, run) => sum + run.length, 0);
    return [...words, note(`${left} characters of binary data left out`)].join("\n");
  },
};

function isBinary(text: string): boolean {
  return (text.match(STRANGERS)?.length ?? 0) >= text.length * STRANGE_PART;
}
