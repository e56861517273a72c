import type { Reader } from "./parts.ts";

/** `* main   1a2b3c4 [origin/main] Subject`, `  (HEAD detached at 1a2b)   1a2b3c4 Subject`, `  main` */
const BRANCH = /^([*+ ]) (\([^()]*\)|[^\s()]+)(?: +((?:-> |[0-9a-f]{4,64} ).*))?$/;
/** `v1.0            Subject`: git pads short names to 15 columns. */
const TAG = /^([^\s@+-][^\s~^:?*[\\]*) +(?! )(.+)$/;
/** A tag without a message, a further line of one, a blank line. */
const BARE = /^(?:[^\s@+-][^\s~^:?*[\\]*| {4}.*)?$/;

/** The print of `git branch` without padding. */
export const branches: Reader = wholeOf((line) => {
  if (line === "") return line;
  const [, mark, name, rest] = BRANCH.exec(line) ?? [];
  if (name === undefined) return undefined;
  return [mark === " " ? "" : mark, name, rest].filter((word) => word !== undefined).join(" ");
});

/** The print of `git tag -n` without padding. */
export const tags: Reader = wholeOf((line) => {
  const [, name, subject] = TAG.exec(line) ?? [];
  if (name !== undefined) return `${name} ${subject}`;
  return BARE.test(line) ? line : undefined;
});

/** Reads a text whose lines are all of one form: a line of any form could be another program's. */
function wholeOf(shown: (line: string) => string | undefined): Reader {
  return (lines, at) => {
    if (at > 0) return undefined;
    const short = lines.map(shown);
    const known = short.filter((line) => line !== undefined);
    return known.length < lines.length ? undefined : { end: lines.length, lines: known };
  };
}
