import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { denoCheck } from "./deno_check.ts";
import { readListed, sortedPlaces } from "./read_back.ts";

const error = fc.record({
  head: fc.constantFrom("TS2304 [ERROR]: Cannot find name 'x'.", "TS2322 [ERROR]: No: a | b."),
  path: fc.constantFrom("file:///srv/a.ts", "https://x.org/std@0.1/b%20c.ts"),
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 20 }),
  length: fc.integer({ min: 1, max: 9 }),
  said: fc.constantFrom<string[]>([], ["  Type 'A' is no 'B'.", "    Nor is 'C'."]),
});
const codeOf = (line: number) => `let line${line} = "some code";`;

Deno.test("deno_check keeps each error with its place, what it says, and the code", () => {
  fc.assert(fc.property(fc.array(error, { minLength: 3, maxLength: 20 }), (errors) => {
    const text = errors.map(({ head, path, line, column, length, said }) =>
      [
        head,
        ...said,
        `  ${codeOf(line)}`,
        " ".repeat(column - 1) + (length === 1 ? "^" : "~".repeat(length)),
        `    at ${path}:${line}:${column}`,
        "",
      ].join("\n")
    ).join("\n");
    const sight = sightOf({ tool: "Bash", command: "deno check .", text });
    const answer = denoCheck.squeeze(sight, (what) => `[${what}]`);
    if (answer === undefined) return;
    const want = errors.map(({ head, path, line, column, length }) => ({
      head,
      place: `${path}:${line}:${column}-${column + length}`,
      label: "",
    }));
    assert.deepEqual(sortedPlaces(readListed(answer.split("\n"), /^TS/)), sortedPlaces(want));
    for (const { line, said } of errors) {
      for (const part of [codeOf(line), ...said]) assert.ok(answer.includes(part));
    }
  }));
});
