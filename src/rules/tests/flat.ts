import type { Rule } from "../rule.ts";
import { passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

/** A runner that says of each test in a line of its own how it ended, in no tree. */
interface Flat {
  readonly name: string;
  readonly doc: string;
  readonly signs: readonly string[];
  readonly proof: RegExp;
  readonly passed: RegExp;
  readonly skipped: RegExp;
}

function flat(runner: Flat): Rule {
  return ruleOf({ ...runner, read: (lines) => lines.map((line) => roleOf(line, runner)) });
}

function roleOf(line: string, runner: Flat): Role {
  if (runner.passed.test(line)) return passing(0);
  return runner.skipped.test(line) ? skipped(0) : TEXT;
}

export const nextest = flat({
  name: "nextest",
  doc: "cargo nextest: passing tests become a count",
  signs: [" tests run: ", " test run: "],
  proof: /^ +Summary \[ *[\d.]+s\] +\d+(?:\/\d+)? tests? run: /,
  passed: /^ +PASS \[ *[\d.]+s\] /,
  skipped: /^ +SKIP \[/,
});

/** `make check` of a package built with Automake. */
export const automake = flat({
  name: "automake",
  doc: "make check (Automake): passing tests become a count",
  signs: ["# TOTAL: "],
  proof: /^# TOTAL: +\d+$/,
  passed: /^PASS: \S/,
  skipped: /^SKIP: \S/,
});

export const minitest = flat({
  name: "minitest",
  doc: "minitest -v, rails test -v: passing tests become a count",
  signs: [" runs, ", " tests, "],
  proof: /^\d+ (?:runs|tests), \d+ assertions, \d+ failures, \d+ errors/,
  passed: /^[\w:]+#\S.* = [\d.]+ s = \.$/,
  skipped: /^[\w:]+#\S.* = [\d.]+ s = S$/,
});

export const bazel = flat({
  name: "bazel_test",
  doc: "bazel test: passing targets become a count",
  signs: ["Executed "],
  proof: /^Executed \d+ out of \d+ tests?: /,
  passed: /^\/\/\S+ +(?:\(cached\) )?PASSED in [\d.]+s$/,
  skipped: /^\/\/\S+ +SKIPPED$/,
});

export const meson = flat({
  name: "meson_test",
  doc: "meson test: passing tests become a count",
  signs: ["Ok: "],
  proof: /^Ok: +\d+ *$/,
  passed: /^ *\d+\/\d+ \S.* OK +[\d.]+ ?s\b/,
  skipped: /^ *\d+\/\d+ \S.* SKIP +[\d.]+ ?s\b/,
});
