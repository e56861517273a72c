/** What must be found of a line that reports something: the words of this, wherever they stand. */
export interface Fact {
  readonly kind: "trouble" | "place" | "count";
  readonly said: string;
}

/** A longer line is no report that a tool wrote for a reader. In characters. */
const LONGEST = 500;

const SOURCE_FILE =
  "[\\w-]\\.(?:astro|c|cc|clj|cpp|cs|css|cts|cxx|dart|ex|exs|go|gradle|h|hpp|html|" +
  "java|js|json|jsx|kt|kts|lua|m|md|mjs|mts|php|pl|proto|py|pyi|rb|rs|scala|scss|sh|sql|svelte|swift|" +
  "tf|toml|ts|tsx|vue|xml|ya?ml|zig)";
/** `a.ts:3`, `a.ts(3`, `"a.py", line 3` */
const PLACE = new RegExp(`${SOURCE_FILE}(?:[:(]|", line )(\\d+)`);
const COUNT =
  /(?<![\w:.-])[1-9]\d* (?:passed|passing|failed|failing|errors?|warnings?|problems?|failures?)(?![\w/.-])/g;

/** Lines that may be reports have one of these. Each is looked for by itself: together they take thrice the time. */
const SIGNS: readonly RegExp[] = [
  /[Ee]rror|E(?:RR|XCEPTION)|[Ee]xception|FAIL|[Ff]ail|[Ff]atal|FATAL|[Pp]anic|PANIC|[Ww]arn|WARN|Traceback|Unhandled|Uncaught|Cannot|Unable/g,
  /\n *not ok |\n[EW]:? /g,
  /[✖✗✘×❌⚠]/g,
  new RegExp(PLACE, "g"),
  /\d (?:pass(?:ed|ing)|problem)/g,
];

/** A word that tells of trouble in the place where reports have it: `error: x`, `TypeError: x`, `12:3  error  x`. */
const TROUBLE = new RegExp(
  "(?:Error|Exception|Warning|(?<![\\w/.-])(?:error|warn|warning|[Ff]atal|[Ff]atal error|[Pp]anic|[Ff]ailed|" +
    "[Ff]ailure))(?:\\[\\w{1,20}\\])?(?:[:!\\]](?!:|\\s*0\\b)| TS\\d)|" +
    "(?<![\\w/.-])(?:ERROR|ERR!|EXCEPTION|FAIL|FAILED|FAILURE|FATAL|PANIC|WARN|WARNING)(?![\\w/.-]|:? *0\\b)|" +
    "^[\\w.$]*(?:Error|Exception)$|^(?:npm (?:warn|error) |Caused by: |Cannot |Unable |Traceback |Uncaught |Unhandled |[EW]:? |not ok |" +
    "\\d+:\\d+ +(?:error|warning) |[✖✗✘×❌⚠])",
);

/** A test that passed, whatever its name says. */
const PASSED =
  /^(?:[✓✔√▶]|# Subtest: |ok\b|PASS(?:ED)?\b|Passed\b|\(pass\)|--- PASS|=== (?:RUN|PAUSE|CONT|NAME)\b|\[ +(?:OK|RUN) +\]|\[\d+\/\d+\] .* › )|\.\.\. ok\b|\bPASSED\b|\.\. +Passed\b/;
/** An event of `go test -json`: what reports is the text in it. */
const EVENT = /^\{"Time":"[^"]{0,60}","Action":"/;
/** A line of a source, shown with its number. */
const QUOTED = /^>?\s*\d+\s*[|│]/;
/** An entry of a log: what it says of places is part of what it tells each time. */
const STAMPED = /^\W?(?:\d{4}[-/]\d\d[-/]\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} +\d+ \d\d:\d\d)/;
/** Frames of code that is not the user's own. */
const LIBRARY =
  /node_modules\/|site-packages\/|\/lib\/python|\bnode:|\/rustc\/|\.cargo\/|java\.base\/|\/go\/src\/|\bext:/;
/** What a run took, and how far it had come: the next run says something else. */
const PASSING = /\(?\b\d+(?:\.\d+)?\s?(?:m?s|µs|us|ns|%)(?![\w.])\)?/g;

/** The lines of a text that may report something, without the blanks around them. */
export function* reportsIn(text: string): Generator<string> {
  const signs = SIGNS.map((sign) => new Search(sign, text));
  for (let from = 0;;) {
    const at = Math.min(...signs.map((sign) => sign.next(from)));
    if (at === Infinity) return;
    const start = text.lastIndexOf("\n", at) + 1;
    const end = lineEnd(text, at);
    if (end - start <= LONGEST) yield text.slice(start, end).trim();
    from = end + 1;
  }
}

/** Goes through a text from match to match. */
class Search {
  readonly #sign: RegExp;
  readonly #text: string;
  #at = -1;

  constructor(sign: RegExp, text: string) {
    this.#sign = new RegExp(sign);
    this.#text = text;
  }

  /** Where the next match begins from here on. */
  next(from: number): number {
    if (this.#at >= from) return this.#at;
    // A line break that a sign begins with stands before its line.
    this.#sign.lastIndex = Math.max(0, from - 1);
    const found = this.#sign.exec(this.#text);
    return this.#at = found
      ? this.#text[found.index] === "\n" ? found.index + 1 : found.index
      : Infinity;
  }
}

/** What one line reports. */
export function factsOf(line: string): Fact[] {
  if (PASSED.test(line) || QUOTED.test(line) || EVENT.test(line)) return [];
  const facts = [...line.matchAll(COUNT)].map(([said]): Fact => ({ kind: "count", said }));
  if (TROUBLE.test(line)) facts.push({ kind: "trouble", said: line.replace(PASSING, " ") });
  const place = STAMPED.test(line) || LIBRARY.test(line) ? null : PLACE.exec(line);
  if (place) facts.push({ kind: "place", said: `${nameBefore(line, place.index)} ${place[1]}` });
  return facts;
}

/** The name of the file, whose last letter before the dot stands at `at`. */
function nameBefore(line: string, at: number): string {
  let start = at;
  while (start > 0 && /[\w-]/.test(line[start - 1])) start--;
  return line.slice(start, at + 1);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
