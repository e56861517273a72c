import { binary } from "./blobs/binary.ts";
import { blobs } from "./blobs/blobs.ts";
import { formats } from "./data/list.ts";
import { git } from "./git/list.ts";
import { curlMeter } from "./http/curl_meter.ts";
import { reports } from "./lint/reports.ts";
import { klog } from "./klog.ts";
import { repeats } from "./repeats.ts";
import { routine } from "./routine.ts";
import type { Note, Rule } from "./rule.ts";
import type { Result } from "./sight.ts";
import { log } from "./log/log.ts";
import { logFolded } from "./log/log_folded.ts";
import { minified } from "./minified/minified.ts";
import { lockFile } from "./reads/lock_file.ts";
import { numberPadding } from "./reads/number_padding.ts";
import { buildSteps } from "./build/build_steps.ts";
import { builds } from "./build/list.ts";
import { packageFiles, packages } from "./packages/list.ts";
import { listings } from "./listing/list.ts";
import { rulers } from "./rulers.ts";
import { isFileRead } from "./source.ts";
import { table } from "./table/table.ts";
import { foldedRuns } from "./text/folded_runs.ts";
import { headAndTail } from "./text/head_and_tail.ts";
import { terminal } from "./terminal.ts";
import { goJson } from "./tests/go_json.ts";
import { testRunners } from "./tests/list.ts";
import { countingFrames } from "./traces/counting_frames.ts";
import { Work } from "./work.ts";
import { unwrapped } from "./wrapping.ts";

/** What a file read gave is verbatim, but for its line numbers. All that match run, in this order. */
export const columns: readonly Rule[] = [numberPadding];

/** Files that programs write for programs. */
const files: readonly Rule[] = [binary, minified, lockFile, ...packageFiles];

/** And but for files that nobody edits by hand. One runs: the first that answers. */
export const reads: readonly Rule[] = [...files, logFolded, log];

/** All that match run, in this order, each on what the last one left. */
export const cleanUps: readonly Rule[] = [
  curlMeter,
  terminal,
  rulers,
  klog,
  routine,
  buildSteps,
  blobs,
];

/** Each is known by its own totals, and knows its own lines: all that match run, and the first names the result. */
export const runners: readonly Rule[] = testRunners;

/**
 * All that match run, each on what the last one left, since a command line may run several programs: no two know the
 * same text. What knows its text best stands first.
 */
export const shapes: readonly Rule[] = [
  ...listings,
  table,
  goJson,
  ...reports,
  ...git,
  ...packages,
  ...builds,
  ...formats,
];

/** What no shape knows is theirs. */
export const lastResorts: readonly Rule[] = [headAndTail];

/** All that match run, on what the shape left. */
export const references: readonly Rule[] = [countingFrames, foldedRuns, repeats];

export const rules: readonly Rule[] = [
  ...new Set([
    ...columns,
    ...reads,
    ...cleanUps,
    ...runners,
    ...shapes,
    ...lastResorts,
    ...references,
  ]),
];
export const ruleNames: readonly string[] = rules.map(({ name }) => name);

/**
 * What these leave out reports nothing that could be missed: packages and code for machines, numbers that stay, and frames
 * that were drawn over, which the rule itself looks through for trouble.
 */
const unguarded: ReadonlySet<Rule> = new Set([...columns, ...files, terminal]);

/** The rules of which each answer is looked through for what must be told. */
export const guardedRules: readonly Rule[] = rules.filter((rule) => !unguarded.has(rule));

/** Characters. A longer text fills a model's window by itself, and would keep the other requests waiting. */
export const LONGEST = 2_000_000;

/** What is squeezed already, or quotes such a text, is left alone. */
const OWN_WORDS = /; squeezr(?:_expand\("| expand )[a-z0-9]{8,}"?\)?\]|^\[#1:\]$/m;

/** What the rules made of a text. */
export interface Shortened {
  /** The name of the first shape that ran, else of the last rule that did. */
  readonly rule: string;
  readonly text: string;
}

/**
 * The text as short as the rules make it; `undefined` where there is nothing to gain. Throws where a rule took away
 * what must be told: the block is kept. `users` are rules of the user's own, which run before ours.
 */
export function shorten(
  result: Result,
  note: Note,
  disabled: ReadonlySet<string>,
  losesNothingOnly: boolean,
  users: readonly Rule[] = [],
): Shortened | undefined {
  if (result.text.length > LONGEST) return undefined;
  const mayRun = ({ name, loses }: Rule) =>
    !disabled.has(name) && (loses === "nothing" || !losesNothingOnly);
  const { head, body, tail } = unwrapped(result.text);
  if (OWN_WORDS.test(body)) return undefined;
  const work = new Work({ ...result, text: body }, note, unguarded);
  if (isFileRead(result)) {
    work.all(columns.filter(mayRun));
    work.first(reads.filter(mayRun));
  } else {
    work.all(cleanUps.filter(mayRun));
    work.setReturnsApart();
    work.each(users.filter(mayRun));
    work.each(runners.filter(mayRun));
    work.each(shapes.filter(mayRun));
    if (!work.isClaimed) work.each(lastResorts.filter(mayRun));
    work.all(references.filter(mayRun));
  }
  if (work.rule === undefined || !work.isDone()) return undefined;
  return { rule: work.rule, text: head + work.text + tail };
}
