import { tokensOf } from "../text/tokens.ts";
import { blobs } from "./blobs/blobs.ts";
import { formats } from "./data/list.ts";
import { git } from "./git/list.ts";
import { guarded } from "./facts/lost.ts";
import { curlMeter } from "./http/curl_meter.ts";
import { reports } from "./lint/reports.ts";
import { klog } from "./klog.ts";
import { repeats } from "./repeats.ts";
import { routine } from "./routine.ts";
import type { Note, Rule, Sight } from "./rule.ts";
import { fed } from "./line_ends.ts";
import { type Result, sightOf } from "./sight.ts";
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
import { terminal } from "./terminal.ts";
import { goJson } from "./tests/go_json.ts";
import { testRunners } from "./tests/list.ts";
import { countingFrames } from "./traces/counting_frames.ts";
import { unwrapped } from "./wrapping.ts";

/** What a file read gave is verbatim, but for its line numbers. All that match run, in this order. */
export const columns: readonly Rule[] = [numberPadding];

/** Files that programs write for programs. */
const files: readonly Rule[] = [minified, lockFile, ...packageFiles];

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

/** All that match run, on what the shape left. */
export const references: readonly Rule[] = [countingFrames, repeats];

export const rules: readonly Rule[] = [
  ...new Set([...columns, ...reads, ...cleanUps, ...runners, ...shapes, ...references]),
];
export const ruleNames: readonly string[] = rules.map(({ name }) => name);

/**
 * What these leave out reports nothing that could be missed: packages and code for machines, numbers that stay, and frames
 * that were drawn over, which the rule itself looks through for trouble.
 */
const unguarded: ReadonlySet<Rule> = new Set([...columns, ...files, terminal]);

const guard = (rule: Rule) => unguarded.has(rule) ? rule : guarded(rule);
const steps = {
  columns: columns.map(guard),
  reads: reads.map(guard),
  cleanUps: cleanUps.map(guard),
  runners: runners.map(guard),
  shapes: shapes.map(guard),
  references: references.map(guard),
};

/** The rules of which each answer is looked through for what must be told. */
export const guardedRules: readonly Rule[] = rules.filter((rule) => !unguarded.has(rule));

/** Tokens are estimated. What gains less than this, or less than a hundredth, may gain nothing. */
const LEAST_GAIN = 4;

/** Characters. A longer text fills a model's window by itself, and would keep the other requests waiting. */
export const LONGEST = 2_000_000;

/** By so much of its length a text is shorter in tokens too, most likely. */
const CLEARLY = 0.8;

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
 * what must be told: the block is kept.
 */
export function shorten(
  result: Result,
  note: Note,
  disabled: ReadonlySet<string>,
  losesNothingOnly: boolean,
): Shortened | undefined {
  if (result.text.length > LONGEST) return undefined;
  const mayRun = ({ name, loses }: Rule) =>
    !disabled.has(name) && (loses === "nothing" || !losesNothingOnly);
  const { head, body, tail } = unwrapped(result.text);
  if (OWN_WORDS.test(body)) return undefined;
  const work = new Work({ ...result, text: body }, note);
  if (isFileRead(result)) {
    work.all(steps.columns.filter(mayRun));
    work.first(steps.reads.filter(mayRun));
  } else {
    work.all(steps.cleanUps.filter(mayRun));
    work.setReturnsApart();
    work.each(steps.runners.filter(mayRun));
    work.each(steps.shapes.filter(mayRun));
    work.all(steps.references.filter(mayRun));
  }
  if (work.rule === undefined) return undefined;
  // APIs refuse a text block that is blank.
  if (!work.gains || work.text.trim() === "") return undefined;
  return { rule: work.rule, text: head + work.text + tail };
}

/** A text on its way through the rules. */
class Work {
  readonly #original: string;
  #sight: Sight;
  #tokens: number | undefined;
  readonly #note: Note;
  #shape: string | undefined;
  #last: string | undefined;
  #restore = (text: string) => text;

  constructor(result: Result, note: Note) {
    this.#original = result.text;
    this.#sight = sightOf(result);
    this.#note = note;
  }

  get text(): string {
    return this.#restore(this.#sight.text);
  }

  /** Is it shorter than it was, by enough to be sure of it? */
  get gains(): boolean {
    const { text } = this;
    if (text.length >= this.#original.length) return false;
    const before = tokensOf(this.#original);
    return before - tokensOf(text) >= Math.max(LEAST_GAIN, before / 100);
  }

  /** The rule that is to be told of; `undefined` where none had an answer. */
  get rule(): string | undefined {
    return this.#shape ?? this.#last;
  }

  /** Shapes know lines that end in a line feed alone. */
  setReturnsApart(): void {
    const { text, restore } = fed(this.#sight.text);
    this.#restore = restore;
    this.#sight = { ...this.#sight, text };
  }

  all(rules: readonly Rule[]): void {
    for (const rule of rules) {
      if (this.#run(rule)) this.#last = rule.name;
    }
  }

  each(rules: readonly Rule[]): void {
    for (const rule of rules) {
      if (this.#run(rule)) this.#shape ??= rule.name;
    }
  }

  first(rules: readonly Rule[]): void {
    const first = rules.find((rule) => this.#run(rule));
    this.#shape ??= first?.name;
  }

  #run(rule: Rule): boolean {
    const { text } = this.#sight;
    const answer = rule.matches(this.#sight) ? rule.squeeze(this.#sight, this.#note) : undefined;
    if (answer === undefined) return false;
    // Counting takes as long as a rule does: what is clearly shorter is counted at the end alone.
    const isClear = answer.length < text.length * CLEARLY;
    const tokens = isClear ? undefined : tokensOf(answer);
    if (tokens !== undefined && tokens >= (this.#tokens ??= tokensOf(text))) return false;
    this.#sight = { ...this.#sight, text: answer };
    this.#tokens = tokens;
    return true;
  }
}
