import { indentOf } from "../lines.ts";
import { withToldBelow } from "./node_spec_told.ts";
import { GONE, heading, kept, passing, type Role, skipped, TEXT } from "./role.ts";
import { ruleOf } from "./runner.ts";

const PROOF = /^ℹ tests \d+$/;
/** npm, pnpm and yarn name the script that they run next. */
const SCRIPT = /^(?:> |\$ )/;
/** With a trailing `# SKIP` or `# TODO` it is no plain pass. */
const PASSED = /^ *[✔✓] (.*) \([\d.]+m?s\)$/;
const SUITE = /^ *▶ (.*)$/;
/** Up to Node 20 a suite ends with its own name once more, and the time it took. */
const SUITE_END = /^ *▶ .* \([\d.]+m?s\)$/;
const SKIPPED = /^ *(?:﹣|[✔✓] .* # )/;
const OTHER = /^ *[✔✓✖] /;

/** The `spec` reporter of `node --test`. */
export const nodeSpec = ruleOf({
  name: "node_spec",
  doc: "node --test (spec): passing tests become a count",
  signs: ["ℹ tests "],
  proof: PROOF,
  read,
});

function read(lines: readonly string[]): Role[] {
  const suites = new Suites();
  let isTree = true;
  const roles = lines.map((line) => {
    if (PROOF.test(line)) isTree = false;
    else if (SCRIPT.test(line)) isTree = true;
    return isTree ? roleOf(line, suites) : TEXT;
  });
  return withToldBelow(lines, roles);
}

function roleOf(line: string, suites: Suites): Role {
  const depth = indentOf(line);
  const name = PASSED.exec(line)?.[1];
  if (name !== undefined) return suites.ends(depth, name) ? heading(depth) : passing(depth);
  if (SUITE_END.test(line)) return GONE;
  const suite = SUITE.exec(line)?.[1];
  if (suite !== undefined) {
    suites.begin(depth, suite);
    return heading(depth);
  }
  if (SKIPPED.test(line)) return skipped(depth);
  return OTHER.test(line) ? kept(depth) : TEXT;
}

/** The suite that is open at each depth: its last line is no test. */
class Suites {
  readonly #open = new Map<number, string>();

  begin(depth: number, name: string): void {
    this.#open.set(depth, name);
  }

  ends(depth: number, name: string): boolean {
    const isEnd = this.#open.get(depth) === name;
    this.#open.delete(depth);
    return isEnd;
  }
}
