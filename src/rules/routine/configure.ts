import { type Dialect, eitherOf, like, type Words } from "./dialect.ts";

/** `-- Looking for x`, where `-- Looking for x - found` follows. */
const announced: Words = (lines) => {
  const told = new Set<string>();
  for (const line of lines) {
    const end = line.startsWith("-- ") ? line.lastIndexOf(" - ") : -1;
    if (end > 0) told.add(line.slice(0, end));
  }
  return (at) => told.has(lines[at]) ? lines[at].length : 0;
};

const STEPS = like(
  /^\[ *\d?\d%\] (?:Building|Generating|Creating|Copying|Automatic|Linking) /,
  /^(?:Scanning|Consolidate compiler generated) dependencies of target /,
);

/** `cmake`. What it found, and what was built in the end, stays. */
export const cmake: Dialect = {
  programs: ["cmake", "make"],
  signs: ["%] Building ", "%] Generating ", "\n-- "],
  tells: "steps of the build",
  mayFail: true,
  words: eitherOf(STEPS, announced),
};

/** `ninja`, `swift build`: all steps but the last one. */
export const ninja: Dialect = {
  programs: ["cmake", "meson", "ninja", "swift"],
  signs: ["[1/", "[2/"],
  tells: "steps of the build",
  mayFail: true,
  words: like(/^\[(\d+)\/(?!\1\])\d+\] (?:\w+ing|Copy|Write|Wrap) /),
};

const QUESTION = "checking ";
const ANSWER = "... ";
const MISSING = /^(?:\(cached\) )?(?:no\b(?!ne needed)|unknown|unsupported|missing|disabled)/;

/** A check that found what it looked for. */
const found: Words = (lines) => (at) => {
  const line = lines[at];
  if (!line.startsWith(QUESTION)) return 0;
  const answer = line.lastIndexOf(ANSWER);
  return answer < 0 || MISSING.test(line.slice(answer + ANSWER.length)) ? 0 : line.length;
};

/** `configure`: what is there. What is missing stays. */
export const configure: Dialect = {
  programs: ["autoreconf", "configure", "make"],
  signs: ["checking ", "config.status: "],
  tells: "checks that passed",
  mayFail: true,
  words: eitherOf(found, like(/^config\.status: (?:creating|executing|linking) /)),
};
