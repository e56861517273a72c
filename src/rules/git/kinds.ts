import type { Sight } from "../rule.ts";
import { blame } from "./blame.ts";
import { type Asked, asksForDiff, asksOnly, type Call, callsOf } from "./calls.ts";
import { commitsWithoutTrailers, gapBeforeCommit, wholeCommits } from "./commits.ts";
import { trimmedFile, wholeFile } from "./file.ts";
import { trimmedHunk, wholeHunk } from "./hunks.ts";
import { objects, objectsWithShortIds } from "./objects.ts";
import type { Reader } from "./parts.ts";
import { linePorcelain } from "./porcelain.ts";
import { branches, tags } from "./refs.ts";
import { shortlog } from "./shortlog.ts";
import { stat } from "./stat.ts";
import { createdModes, namedStates, shortStates } from "./states.ts";
import { gapBeforeSection, sectionWithoutHints, wholeSection } from "./status.ts";

/** What git prints. */
export type Kind = "diff" | "log" | "blame" | "objects" | "shortlog" | "status" | "stat" | "refs";

/** Readers for one text: some remember what they read of it. */
type Readers = () => readonly Reader[];

/** How a kind is known, and who reads it. */
interface Known {
  readonly kind: Kind;
  readonly isAsked: (asked: Asked) => boolean;
  readonly isShown: (text: string) => boolean;
  readonly whole: Readers;
  /** Those that leave something out, where there are others. */
  readonly abridged?: Readers;
}

/** `-s`, `-sb`, `--porcelain=v1` */
const SHORT = /^(?:--short|--porcelain(?:=v?1)?|-[a-z]*s[a-z]*)$/;

/** A text that shows several kinds is named after the first of them, and read by all. */
const KNOWN: readonly Known[] = [
  {
    kind: "diff",
    isAsked: asksForDiff,
    isShown: (text) => hasLine(text, "@@") || hasLine(text, "diff --git "),
    whole: () => [wholeFile, wholeHunk],
    abridged: () => [trimmedFile, trimmedHunk],
  },
  {
    kind: "log",
    isAsked: asks(() => true),
    isShown: (text) => hasLine(text, "commit "),
    whole: () => [gapBeforeCommit, wholeCommits()],
    abridged: () => [gapBeforeCommit, commitsWithoutTrailers()],
  },
  {
    kind: "blame",
    isAsked: asks(({ subcommand }) => subcommand === "blame" || subcommand === "annotate"),
    isShown: (text) => text.includes(")") || hasLine(text, "author "),
    whole: () => [blame, linePorcelain()],
  },
  {
    kind: "objects",
    isAsked: asks(({ subcommand }) => subcommand === "ls-files" || subcommand === "ls-tree"),
    isShown: (text) => hasLine(text, "100644 "),
    whole: () => [objects],
    abridged: () => [objectsWithShortIds],
  },
  {
    kind: "shortlog",
    isAsked: asks(({ subcommand }) => subcommand === "shortlog"),
    isShown: (text) => text.includes("\t"),
    whole: () => [shortlog],
  },
  {
    kind: "status",
    isAsked: asks(() => true),
    isShown: (text) => text.includes("\n\t"),
    whole: () => [gapBeforeSection, wholeSection],
    abridged: () => [gapBeforeSection, sectionWithoutHints],
  },
  {
    kind: "status",
    isAsked: asks(({ subcommand, args }) =>
      subcommand === "status" && args.some((arg) => SHORT.test(arg))
    ),
    isShown: () => true,
    whole: () => [shortStates],
  },
  {
    kind: "status",
    isAsked: asks(({ args }) => args.includes("--name-status")),
    isShown: (text) => text.includes("\t"),
    whole: () => [namedStates],
  },
  {
    kind: "stat",
    isAsked: asks(() => true),
    isShown: (text) => text.includes(" changed") || hasLine(text, " create mode "),
    whole: () => [stat, createdModes],
  },
  {
    kind: "refs",
    isAsked: (asked) => asksOnly(asked, "branch"),
    isShown: () => true,
    whole: () => [branches],
  },
  {
    kind: "refs",
    isAsked: (asked) => asksOnly(asked, "tag"),
    isShown: () => true,
    whole: () => [tags],
  },
];

/** Does the text show this, and nothing that it would be named after before? */
export function shows(sight: Sight, kind: Kind): boolean {
  const at = KNOWN.findIndex((known) => known.kind === kind && isKnown(sight, known));
  return at >= 0 && !KNOWN.slice(0, at).some((known) => isKnown(sight, known));
}

/** The readers that lose nothing, of all that the text shows. */
export function readersOf(sight: Sight): Reader[] {
  return knownIn(sight).flatMap(({ whole }) => whole());
}

/** The readers that leave something out where they can. */
export function abridgersOf(sight: Sight): Reader[] {
  return knownIn(sight).flatMap(({ whole, abridged = whole }) => abridged());
}

function knownIn(sight: Sight): Known[] {
  return KNOWN.filter((known) => isKnown(sight, known));
}

function isKnown(sight: Sight, { isAsked, isShown }: Known): boolean {
  return isAsked(sight) && isShown(sight.text);
}

function asks(isAsked: (call: Call) => boolean): (asked: Asked) => boolean {
  return (asked) => callsOf(asked).some(isAsked);
}

function hasLine(text: string, start: string): boolean {
  return text.startsWith(start) || text.includes(`\n${start}`);
}
