import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { readBack, sorted } from "./read_back.ts";
import { reportRows } from "./report_rows.ts";
import { scopesOf } from "./scopes.ts";

const sight = (text: string, command = "make") => sightOf({ tool: "Bash", command, text });
const squeezed = (text: string) => reportRows.squeeze(sight(text), (what) => `[${what}]`);

const row = fc.record({
  path: fc.constantFrom("a.c", "src/b.h", "C:\\x\\d.cs", "/usr/include/e.hpp", "lib/f.py"),
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.option(fc.integer({ min: 5, max: 20 }), { nil: undefined }),
  before: fc.nat(3),
  behind: fc.nat(5),
  message: fc.constantFrom(
    "error: no such ‘thing’ at 4:5",
    "warning: odd [-Wodd]",
    "E501 line too long (88 > 79 characters)",
    "Unexpected var. [Error/no-var]",
  ),
  code: fc.constantFrom("none", "framed", "bare"),
});
const rows = fc.array(row, { minLength: 3, maxLength: 20 });
const CODE = `    ${"some_code ".repeat(5)}`;

Deno.test("report_rows keeps each message with its place, and the code", () => {
  fc.assert(fc.property(rows, (rows) => {
    const all = rows.map(({ path, line, column, before, behind, message, code }) => {
      const place = column === undefined ? `${line}` : `${line}:${column}`;
      const head = `${path}:${place}: ${message}`;
      if (column === undefined || code === "none") {
        return { said: { path, at: place, message, notes: [] }, text: head };
      }
      const marks = `${" ".repeat(column - 1 - before)}${"~".repeat(before)}^${"~".repeat(behind)}`;
      const [from, to] = [column - before, column + behind + 1];
      const end = before > 0 ? `(${from}-${to})` : behind > 0 ? `-${to}` : "";
      const drawn = code === "bare" ? [CODE, marks] : [`    ${line} | ${CODE}`, `      | ${marks}`];
      const said = { path, at: place + end, message, notes: [] };
      return { said, text: [head, ...drawn].join("\n") };
    });
    const answer = squeezed(all.map(({ text }) => text).join("\n"));
    if (answer === undefined) return;
    const want = all.map(({ said }) => said);
    assert.deepEqual(sorted(readBack(answer.split("\n"))), sorted(want));
  }));
});

Deno.test("scopesOf() says of each line in which function it is", () => {
  const diagnostic = fc.record({
    line: fc.integer({ min: 1, max: 30 }),
    scope: fc.constantFrom(
      "In function ‘f’",
      "In function ‘g’",
      "In member function ‘h’",
      undefined,
    ),
  });
  fc.assert(fc.property(fc.array(diagnostic, { maxLength: 12 }), (all) => {
    const [said = "[]"] = scopesOf(
      all.map(({ line, scope }) => ({
        path: "a.c",
        at: `${line}:1`,
        message: "",
        notes: [],
        source: [],
        scope,
      })),
    );
    let kind = "";
    const parts = said.slice(1, -1).split("; ").map((part) => {
      const [name, lines = ""] = part.split(": ");
      const scope = name.startsWith("‘") ? kind + name : name;
      kind = scope.slice(0, scope.indexOf("‘"));
      return { scope, lines };
    });
    for (const { line, scope } of all) {
      const holds = (lines: string) =>
        lines.split(" ").some((piece) => {
          const [from, to = from] = piece.split("-").map(Number);
          return from <= line && line <= to;
        });
      if (scope !== undefined) {
        assert.ok(parts.some((part) => part.scope === scope && holds(part.lines)));
      } else if (!all.some((other) => other.line === line && other.scope !== undefined)) {
        assert.ok(!parts.some(({ lines }) => holds(lines)));
      }
    }
  }));
});

const LEFT_ALONE: readonly (readonly [what: string, text: string])[] = [
  ["a log", "12:30:45 error: down\n12:30:46 error: down\n12:30:47 error: down"],
  ["what go says", "./a.go:1:2: error: x\n./a.go:3:2: error: x\n./a.go:4:2: error: x"],
  ["hits of a search", "src/a.c:1: int error;\nsrc/a.c:2: int error;\nsrc/a.c:9: int error;"],
  ["a URL", "http://x.org:80: error: x\nhttp://x.org:80: error: x"],
];
for (const [what, text] of LEFT_ALONE) {
  Deno.test(`report_rows leaves ${what} alone`, () => {
    assert.equal(squeezed(text), undefined);
  });
}

Deno.test("report_rows does not look at what was written by others", () => {
  const text = "src/a.c:1:2: error: x\nsrc/a.c:3:4: error: x";
  for (const command of ["git diff", "grep -rn error src", "gh run view --log"]) {
    assert.equal(reportRows.matches(sight(text, command)), false);
  }
  assert.equal(reportRows.matches(sight(text)), true);
});
