import assert from "node:assert/strict";
import { command, jsonFlag, portFlag } from "./command.ts";
import { WrongUse } from "./failure.ts";
import { argsOf } from "./flags.ts";

const probe = command({
  name: "probe",
  summary: "for this test",
  usage: "[WORD]",
  most: 1,
  examples: [["squeezr probe", "try it"]],
  flags: {
    port: portFlag,
    json: jsonFlag,
    lines: { type: "string", short: "n", value: "N", doc: "how many" },
    secret: { type: "boolean", doc: "for us", hidden: true },
  },
  run: () => Promise.resolve(0),
});

Deno.test("argsOf() reads flags in every usual form, and words among them", () => {
  const cases: [string[], Record<string, string | true>, string[]][] = [
    [[], {}, []],
    [["--port", "1", "word", "--json"], { port: "1", json: true }, ["word"]],
    [["--port=1"], { port: "1" }, []],
    [["-n5"], { lines: "5" }, []],
    [["-n", "5", "--", "--json"], { lines: "5" }, ["--json"]],
    [["-h"], { help: true }, []],
    [["one", "two", "--help"], { help: true }, ["one", "two"]],
  ];
  for (const [typed, flags, words] of cases) {
    assert.deepEqual(argsOf(probe, typed), { flags, words });
  }
});

Deno.test("argsOf() says what is wrong, and what was meant", () => {
  const cases: [string[], RegExp][] = [
    [["--prot", "1"], /^probe has no flag --prot \(did you mean --port\?\)$/],
    [["-x"], /^probe has no flag -x$/],
    [["--secre"], /^probe has no flag --secre$/],
    [["--constructor"], /^probe has no flag --constructor$/],
    [["--port"], /^--port needs a value: N$/],
    [["--port="], /^--port needs a value: N$/],
    [["--json=yes"], /^--json takes no value; received "yes"$/],
    [["one", "two"], /^probe takes one word after it: what is "two"\?$/],
  ];
  for (const [typed, message] of cases) {
    assert.throws(() => argsOf(probe, typed), (error) => {
      assert.ok(error instanceof WrongUse);
      assert.match(error.message, message);
      return true;
    });
  }
});
