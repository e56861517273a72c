import type { Reader } from "./parts.ts";

/** `* main   1a2b3c4 [origin/main] Subject`, `  (HEAD detached at 1a2b)   1a2b3c4 Subject`, `  main` */
const BRANCH = /^([*+ ]) (\([^()]*\)|[^\s()]+)(?: +((?:-> |[0-9a-f]{4,64} ).*))?$/;
/** `v1.0            Subject`: git pads short names to 15 columns. */
const TAG = /^([^\s]+) +(\S.*)$/;
/** Rows of `git branch` without padding. */
export const branches: Reader = (lines, at) => {
  const [, mark, name, rest] = BRANCH.exec(lines[at]) ?? [];
  if (name === undefined) return undefined;
  const words = [`${mark === " " ? "" : mark} ${name}`, ...(rest === undefined ? [] : [rest])];
  return { end: at + 1, lines: [words.join(" ")] };
};

/** Rows of `git tag -n` without padding. */
export const tags: Reader = (lines, at) => {
  const [, name, subject] = TAG.exec(lines[at]) ?? [];
  return name === undefined ? undefined : { end: at + 1, lines: [`${name} ${subject}`] };
};
