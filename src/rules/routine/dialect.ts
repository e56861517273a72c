/** The lines that a family of tools prints while all goes as usual. What came of it stands elsewhere in its print. */
export interface Dialect {
  /** The programs whose words these are. */
  readonly programs: readonly string[];
  /** A text without any of these has no such line. To look for them is quick. */
  readonly signs: readonly string[];
  /** What the lines tell, as a note names it: `downloading and unpacking`. */
  readonly tells: string;
  /** A line tells of a step: it stays where the next line says that this step failed. */
  readonly mayFail: boolean;
  readonly words: Words;
}

/** Takes all lines in that are not blank, to be asked for each of them. */
export type Words = (lines: readonly string[]) => Routine;

/** How many characters at the start of the line at this place nobody misses: none, up to all. */
export type Routine = (at: number) => number;

/** Lines that match one of these. The patterns are anchored: that keeps them linear. */
export function like(...patterns: readonly RegExp[]): Words {
  const pattern = new RegExp(patterns.map(({ source }) => source).join("|"));
  return (lines) => (at) => pattern.test(lines[at]) ? lines[at].length : 0;
}

/** Lines that match, but for the last one: it says how far things got. */
export function likeButLast(pattern: RegExp): Words {
  return (lines) => {
    const last = lines.findLastIndex((line) => pattern.test(line));
    return (at) => at < last && pattern.test(lines[at]) ? lines[at].length : 0;
  };
}

/** Lines that are routine where the print has a line of another kind as well: the one that says what came of it. */
export function where(sign: RegExp, words: Words): Words {
  return (lines) => lines.some((line) => sign.test(line)) ? words(lines) : () => 0;
}

/** What the first of these takes for routine. */
export function eitherOf(...all: readonly Words[]): Words {
  return (lines) => {
    const routines = all.map((words) => words(lines));
    return (at) => {
      for (const routine of routines) {
        const length = routine(at);
        if (length > 0) return length;
      }
      return 0;
    };
  };
}
