import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { eslintJson } from "./eslint_json.ts";
import { readBack, type Said, sorted } from "./read_back.ts";

const squeezed = (text: string) => {
  const sight = sightOf({ tool: "Bash", command: "npx eslint . -f json", text });
  return eslintJson.squeeze(sight, (what) => `[${what}]`);
};

interface Problem {
  readonly ruleId: string | null;
  readonly severity: number;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly messageId?: string;
  readonly fix?: { readonly range: readonly number[]; readonly text: string };
}

const place = { line: fc.integer({ min: 1, max: 99 }), column: fc.integer({ min: 1, max: 99 }) };
const problem: fc.Arbitrary<Problem> = fc.record({
  ruleId: fc.constantFrom("no-var", "@scope/plug-in/rule", null),
  severity: fc.constantFrom(1, 2),
  message: fc.constantFrom("Unexpected var.", 'It\'s "quoted" at 3:4', "One\nTwo \\ é"),
  ...place,
  endLine: fc.integer({ min: 1, max: 99 }),
  endColumn: fc.integer({ min: 1, max: 99 }),
  messageId: fc.constantFrom("unexpected", "missing"),
  fix: fc.constant({ range: [1, 4], text: 'let {"filePath":' }),
}, { requiredKeys: ["ruleId", "severity", "message", "line", "column"] });
const file = fc.record({
  filePath: fc.constantFrom("/x/src/a.js", "/x/b.js", "/y c/d.js"),
  messages: fc.array(problem, { maxLength: 8 }),
  source: fc.constantFrom("var a;\n", '[{"filePath":"/z.js","messages":[]}]'),
});
const files = fc.array(file, { minLength: 1, maxLength: 5 });

function saidOf(filePath: string, p: Problem): Said {
  const end = p.endColumn === undefined
    ? ""
    : p.endLine === p.line
    ? `-${p.endColumn}`
    : `-${p.endLine}:${p.endColumn}`;
  const details = [p.messageId, p.fix && "fixable"].filter((detail) => detail !== undefined);
  const label = [p.severity === 2 ? "error" : "warning", p.ruleId].filter((part) => part !== null);
  const message = `${label.join(" ")}: ${p.message.replace("\n", "\\n")}`;
  return {
    path: filePath,
    at: `${p.line}:${p.column}${end}`,
    message: details.length === 0 ? message : `${message} (${details.join(" ")})`,
    notes: [],
  };
}

const linesOf = (answer: string) =>
  answer.split("\n").filter((line) =>
    !/^(?:no problems: |\[(?:source|text) of|\d+ problems? )/.test(line)
  );

Deno.test("eslint_json keeps each problem with all that is said of it, but for fixes", () => {
  fc.assert(fc.property(files, fc.constantFrom(0, 2), (files, indent) => {
    fc.pre(
      files.every(({ messages }) =>
        messages.every((p) => (p.endLine === undefined) === (p.endColumn === undefined))
      ),
    );
    const answer = squeezed(JSON.stringify(files, null, indent)) ?? "";
    const want = files.flatMap(({ filePath, messages }) =>
      messages.map((p) => saidOf(filePath, p))
    );
    assert.deepEqual(sorted(readBack(linesOf(answer))), sorted(want));
    const fixes = files.flatMap(({ messages }) => messages).filter(({ fix }) => fix).length;
    const left = fixes === 0 ? "" : `, text of ${fixes} fix${fixes === 1 ? "" : "es"}`;
    const sources = `source of ${files.length} file${files.length === 1 ? "" : "s"}`;
    assert.ok(answer.endsWith(`\n[${sources}${left}]`));
  }));
});

Deno.test("eslint_json reads a text that is cut off as far as it goes, and keeps the rest", () => {
  fc.assert(fc.property(files, fc.double({ min: 0, max: 1, noNaN: true }), (files, part) => {
    const text = JSON.stringify(files);
    const cut = text.slice(0, Math.floor(text.length * part));
    const answer = squeezed(`${cut}\n... [99 characters truncated] ...`);
    if (answer === undefined) return;
    assert.match(answer, /\n\.\.\. \[99 characters truncated\] \.\.\.(?:\n\[|$)/);
    // What stands behind the last bracket that closes is kept to the letter, unless it says that there is no problem.
    const rest = cut.slice(cut.lastIndexOf("}") + 1).replace(/^[\],]+/, "");
    assert.ok(answer.includes(rest) || rest.includes('"messages":[]'));
  }));
});

Deno.test("eslint_json tells files without problems, and what it does not know", () => {
  const answer = squeezed(JSON.stringify([
    { filePath: "/x/a.js", messages: [], errorCount: 0, suppressedMessages: [] },
    { filePath: "/x/b.js", messages: [], stats: { time: 3 } },
  ]));
  assert.equal(
    answer,
    'no problems: /x/a.js /x/b.js\n"stats":{"time":3} in /x/b.js\n0 problems (0 errors, 0 warnings)',
  );
});

Deno.test("eslint_json leaves alone what is not as eslint writes it", () => {
  for (
    const text of [
      '[{"filePath":"/x/a.js","messages":{}}]',
      '[{"filePath":"/x/a.js","messages":[{"text":"x"}]}]',
      '[{"filePath":1,"messages":[]}]',
      '{"filePath" "messages"}',
    ]
  ) assert.equal(squeezed(text), undefined);
});
