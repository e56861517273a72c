import { indentOf, isBlank } from "../lines.ts";
import { GONE, gone, heading, kept, passing, type Role, TESTS, TEXT, type Thing } from "./role.ts";
import { TapLevels } from "./tap_levels.ts";

const TIMES: Thing = ["duration", "durations"];

const RESULT = /^ *(not )?ok (\d+)(?: - | |$)(.*)$/;
const DIRECTIVE = / # (?:skip|todo)\b/i;
/** What may stand behind a test's name. */
const BEHIND_NAME = / # (?:(?:skip|todo)\b|time=)/i;
const SUBTEST = /^ *# Subtest: (.*)$/;
const INNER_PLAN = /^ +1\.\.\d+(?: |$)/;
const START = /^(?:TAP version |1\.\.\d)/;
const COMMENT = /^# /;
const DURATION = /^ +duration_ms: [\d.]+$/;

/** What follows a result, set deeper: YAML between `---` and `...`. */
interface Block {
  readonly depth: number;
  readonly passed: boolean;
}

/** Reads TAP line by line. */
export class TapReader {
  readonly roles: Role[] = [];
  readonly #isTape: boolean;
  readonly #levels = new TapLevels();
  /** The last subtest that was begun at each depth. */
  readonly #subtests = new Map<number, { readonly line: number; readonly name: string }>();
  #passed: boolean | undefined;
  #block: Block | undefined;

  constructor(isTape: boolean) {
    this.#isTape = isTape;
  }

  read(line: string): void {
    const depth = indentOf(line);
    const role = this.#roleInBlock(line, depth) ?? this.#roleOf(line, depth);
    this.roles.push(role);
  }

  #roleInBlock(line: string, depth: number): Role | undefined {
    const passed = this.#passed;
    this.#passed = undefined;
    if (passed !== undefined && line.endsWith("---") && line.trim() === "---") {
      this.#block = { depth, passed };
      return passed ? GONE : TEXT;
    }
    const block = this.#block;
    if (block === undefined) return undefined;
    if (depth < block.depth && !isBlank(line)) this.#block = undefined;
    if (this.#block === undefined) return undefined;
    if (depth === block.depth && line.trim() === "...") this.#block = undefined;
    if (block.passed) return GONE;
    return DURATION.test(line) && depth === block.depth ? gone(TIMES) : TEXT;
  }

  #roleOf(line: string, depth: number): Role {
    const result = RESULT.exec(line);
    if (result !== null) return this.#roleOfResult(result, depth);
    if (START.test(line)) this.#levels.restart();
    const name = SUBTEST.exec(line)?.[1];
    if (name !== undefined) this.#subtests.set(depth, { line: this.roles.length, name });
    if (INNER_PLAN.test(line)) return GONE;
    return this.#isTape && COMMENT.test(line) ? heading(0) : TEXT;
  }

  #roleOfResult([line, failed, number, rest]: readonly string[], depth: number): Role {
    const isPlain = failed === undefined && !DIRECTIVE.test(line);
    const level = this.#levels.read(depth, Number(number), !isPlain);
    if (level === undefined) return TEXT;
    this.#passed = failed === undefined;
    this.#forgetSubtest(depth, rest);
    if (this.#isTape) return isPlain ? passing(1) : kept(1);
    return isPlain && !level.holdsKept ? gone(TESTS, level.isParent ? 0 : 1) : TEXT;
  }

  /** A subtest whose result has come needs no line of its own. One without has hung. */
  #forgetSubtest(depth: number, rest: string): void {
    const begun = this.#subtests.get(depth);
    const end = BEHIND_NAME.exec(rest)?.index;
    if (begun?.name === rest.slice(0, end)) this.roles[begun.line] = GONE;
    this.#subtests.delete(depth);
  }
}
