import { between, oneOf, type Random, seeded } from "../../src/demo/random.ts";

/** What a tool may give back. */
export type TextKind = keyof typeof WRITERS;

const WORDS = ["parse", "cache", "route", "token", "stream", "ledger", "block", "turn", "ünïcode"];
const ESC = "\u001b";

function lines(random: Random, low: number, high: number, line: (i: number) => string): string {
  return Array.from({ length: between(random, low, high) }, (_, i) => line(i)).join("\n");
}

function name(random: Random): string {
  return `${oneOf(random, WORDS)}_${between(random, 1, 99)}`;
}

function coloured(random: Random): string {
  const tests = lines(random, 20, 60, () => {
    const failed = random() < 0.05;
    const mark = failed ? `${ESC}[31m✗ FAILED` : `${ESC}[32m✓ ok`;
    return `${name(random)} ... ${mark}${ESC}[0m ${ESC}[2m(${between(random, 1, 900)}ms)${ESC}[22m`;
  });
  return `${ESC}[1mrunning tests${ESC}[0m\n${tests}\n\n${ESC}[32mok${ESC}[39m | done   \n`;
}

function progress(random: Random): string {
  const steps = Array.from(
    { length: between(random, 20, 80) },
    (_, i) => `\r${ESC}[2K[${"#".repeat(i)}${" ".repeat(80 - i)}] ${i}/80`,
  );
  return `Downloading ${name(random)}\n${steps.join("")}\r\ndone\n`;
}

function value(random: Random, depth: number): unknown {
  const dice = random();
  if (depth > 2 || dice < 0.3) return oneOf(random, [0, -1.5, true, null, "text", 'ä\n"q"']);
  const size = between(random, 1, 6);
  if (dice < 0.5) return Array.from({ length: size }, () => value(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: size }, (_, i) => [`${name(random)}_${i}`, value(random, depth + 1)]),
  );
}

function json(random: Random): string {
  const items = Array.from({ length: between(random, 8, 25) }, () => value(random, 0));
  // Numbers that a parser would change.
  const odd = '{"big": 12345678901234567890, "one": 1.0, "zero": -0, "exp": 1e3, "a": 1, "a": 2}';
  return `{\n  "odd": ${odd},\n  "items": ${JSON.stringify(items, null, 2)}\n}\n`;
}

function source(random: Random): string {
  return lines(random, 30, 90, (i) =>
    oneOf(random, [
      `export function ${name(random)}(${name(random)}: string): number {`,
      `  return ${name(random)}.length + ${i};`,
      "}",
      "",
      `  // ${name(random)} must stay as it is\t`,
    ]));
}

function search(random: Random): string {
  return lines(
    random,
    20,
    70,
    (i) => `src/${name(random)}.ts:${i * 3}:  const ${name(random)} = 1;`,
  );
}

/** One of four texts, so that commands repeat themselves word for word. */
function repeated(random: Random): string {
  const which = between(random, 1, 4);
  return search(seeded(which)) + `\n${which} files changed`;
}

function exactly(length: number): (random: Random) => string {
  return (random) => lines(random, 80, 80, () => `${name(random)} line`).slice(0, length);
}

const WRITERS = {
  coloured,
  progress,
  json,
  source,
  search,
  repeated,
  short: (random: Random) => `${name(random)}\n`,
  empty: () => "",
  blank: () => "  \n",
  just_under: exactly(199),
  just_at: exactly(200),
  threshold: exactly(800),
  padded: (random: Random) => lines(random, 30, 60, () => `${name(random)}${" ".repeat(60)}`),
  reminder: (random: Random) =>
    `${search(random)}\n\n<system-reminder>\nThe list ${
      name(random)
    } is empty.\n</system-reminder>\n`,
  surrogate: (random: Random) => `${coloured(random)}\ud800 lone`,
  crlf: (random: Random) => coloured(random).replaceAll("\n", "\r\n"),
} satisfies Readonly<Record<string, (random: Random) => string>>;

/** Every kind of text. */
export const TEXT_KINDS = Object.keys(WRITERS) as readonly TextKind[];

/** A text of a kind; the same seed gives the same text. */
export function textOf(kind: TextKind, seed: number): string {
  return WRITERS[kind](seeded(seed));
}
