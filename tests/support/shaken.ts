import { between, oneOf, type Random } from "../../src/demo/random.ts";

type Change = (lines: string[], random: Random) => string[];

/** What happens to outputs on their way: cut, interleaved, repeated, of another version or language. */
const CHANGES: readonly Change[] = [
  (lines, random) => lines.slice(between(random, 0, lines.length - 1)),
  (lines, random) => lines.slice(0, between(random, 1, lines.length)),
  (lines, random) => lines.toSpliced(at(lines, random), between(random, 1, 3)),
  (lines, random) =>
    lines.toSpliced(at(lines, random), 0, ...lines.slice(at(lines, random)).slice(0, 9)),
  (lines, random) => lines.toSpliced(at(lines, random), 0, lines[at(lines, random)]),
  (lines, random) => lines.toSpliced(at(lines, random), 0, oneOf(random, STRANGERS)),
  (lines, random) => lines.with(at(lines, random), lines[at(lines, random)]),
  (lines, random) => {
    const i = at(lines, random);
    return lines.with(i, lines[i].slice(0, between(random, 0, lines[i].length)));
  },
  (lines, random) => {
    const i = at(lines, random);
    return lines.with(i, lines[i].replace(/\d+/, `${between(random, 0, 99_999)}`));
  },
  (lines, random) => {
    const i = at(lines, random);
    return lines.with(i, lines[i].replace(/\w+/, oneOf(random, WORDS)));
  },
  (lines) => lines.map((line) => `${line}\r`),
  (lines, random) => [...lines, ...lines.slice(at(lines, random))],
];

const WORDS = ["ünïcode", "日本語", "a b", "", "error", "👩‍💻", "x".repeat(300), "[note]", "\\"];

const STRANGERS = [
  "",
  "error: something else went wrong",
  "src/other.ts:41:7 - error TS2322: Type 'a' is not assignable to type 'b'.",
  "    at other (src/other.ts:41:7)",
  "WARN  a word from another process",
  "FAILED other",
  "2 failed, 3 passed",
  '[3 lines; squeezr_expand("aaaaaaaa")]',
  '{"level":"error","message":"other"}',
  "  indented words",
  "12:30:45 tick",
  "-rw-r--r-- 1 dev dev 12 Mar  4 10:12 other.txt",
  "--",
  "=".repeat(60),
  "\t\ttabs",
];

function at(lines: readonly string[], random: Random): number {
  return between(random, 0, lines.length - 1);
}

/** A text with some changes to its lines; the same random numbers make the same changes. */
export function shaken(text: string, random: Random): string {
  let lines = text.split("\n");
  for (let left = between(random, 1, 4); left > 0 && lines.length > 0; left--) {
    lines = oneOf(random, CHANGES)(lines, random);
  }
  return lines.join("\n");
}

/** Makes a long text that begins and ends as an output does, so that rules look into it. */
type LongText = (text: string, length: number) => string;

function stuffed(filling: string): LongText {
  return (text, length) => {
    const lines = text.split("\n");
    const middle = Math.ceil(lines.length / 2);
    return [
      ...lines.slice(0, middle),
      filling.repeat(length / filling.length),
      ...lines.slice(middle),
    ].join("\n");
  };
}

/** What once took somebody's parser for ever, or may. */
export const LONG_TEXTS: Readonly<Record<string, LongText>> = {
  "spaces": stuffed(" "),
  "lines of spaces": stuffed(`${" ".repeat(200)}\n`),
  "blank lines": stuffed("\n"),
  "brackets": stuffed("["),
  "braces": stuffed('{"a":'),
  "digits": stuffed("1"),
  "colons": stuffed(":"),
  "numbers between colons": stuffed("1:"),
  "dashes and ones": stuffed("-1"),
  "boxes": stuffed("│ ├─"),
  "returns": stuffed("\r"),
  "backspaces": stuffed("\b"),
  "escapes": stuffed("\x1b["),
  "dots": stuffed("."),
  "quotes": stuffed('"'),
  "slashes": stuffed("/a"),
  "words": stuffed("word "),
  "equal lines": stuffed("the same line again\n"),
  "lines that say error": stuffed("error: a.ts:1\n"),
  "its own lines": (text, length) => `${text}\n`.repeat(Math.ceil(length / (text.length + 1))),
  "each line many times": (text, length) => {
    const lines = text.split("\n");
    const times = Math.ceil(length / text.length);
    return lines.map((line) => `${line}\n`.repeat(times)).join("");
  },
  "one line": (text, length) => text.replaceAll("\n", " ").repeat(Math.ceil(length / text.length)),
  "growing numbers": (text, length) => {
    const times = Math.ceil(length / text.length);
    const counted = (_: string, i: number) => text.replace(/\d+/g, `${i}`);
    return Array.from({ length: times }, (_, i) => counted("", i)).join("\n");
  },
};
