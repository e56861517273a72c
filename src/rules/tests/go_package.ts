import type { GoEvent } from "./go_events.ts";

/** What the runner says of every test. */
const ROUTINE = /^\s*(?:=== (?:RUN|PAUSE|CONT|NAME)\s.*|--- PASS: .*)?$/;
const PAUSED = /^\s*=== (?:PAUSE|CONT|NAME)\s/;

interface Test {
  readonly name: string;
  result: string | undefined;
  output: string;
}

/** The tests of one package, in the order in which they began. */
export class GoPackage {
  readonly #tests = new Map<string, Test>();
  /** What was printed outside of tests, last the totals. */
  #output = "";

  add({ action, test: name, output }: GoEvent): void {
    if (name === undefined) {
      this.#output += output;
      return;
    }
    const test = this.#tests.get(name) ?? { name, result: undefined, output: "" };
    this.#tests.set(name, test);
    test.output += output;
    if (/^(?:pass|fail|skip)$/.test(action)) test.result = action;
  }

  lines(): string[] {
    const tests = [...this.#tests.values()];
    const passed = tests.filter(({ result }) => result === "pass").map(({ name }) => name);
    return [
      ...tests.flatMap(linesOf),
      ...(passed.length > 0 ? [`${passed.length} passed: ${passed.join(" ")}`] : []),
      ...linesIn(this.#output),
    ];
  }
}

/** All of a test that did not pass; of one that did, what it printed itself. */
function linesOf({ name, result, output }: Test): string[] {
  const lines = linesIn(output);
  if (result !== "pass") return lines.filter((line) => !PAUSED.test(line));
  const own = lines.filter((line) => !ROUTINE.test(line));
  return own.length > 0 ? [`=== RUN   ${name}`, ...own] : [];
}

function linesIn(output: string): string[] {
  return output === "" ? [] : output.replace(/\n$/, "").split("\n");
}
