import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { withoutRefrains } from "./clippy.ts";
import { type Found, readListed, sortedPlaces } from "./read_back.ts";
import { rustc, rustcContext } from "./rustc.ts";

const squeezed = (rule: typeof rustc, text: string) =>
  rule.squeeze(sightOf({ tool: "Bash", command: "cargo check", text }), (what) => `[${what}]`);

interface Message {
  readonly head: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly label: string;
  readonly note: string;
  readonly lines: number;
}

const message: fc.Arbitrary<Message> = fc.record({
  head: fc.constantFrom("error[E0308]: mismatched types", "warning: unused variable: `x`"),
  path: fc.constantFrom("src/a.rs", "/rustc/59807616e1fa/library/core/src/b.rs", "tests/c d.rs"),
  line: fc.integer({ min: 3, max: 12 }),
  column: fc.integer({ min: 5, max: 20 }),
  length: fc.integer({ min: 1, max: 9 }),
  label: fc.constantFrom("", "expected `u8`, found `String`", "not found"),
  note: fc.constantFrom("", "   = note: `A` is no `B`\n             nor is `C`", "help: try this"),
  lines: fc.constantFrom(1, 1, 3),
});
const messages = fc.array(message, { minLength: 6, maxLength: 30 });

/** The line that a file has at a number. */
const codeOf = (line: number) => `    let x${line} = "${"abc ".repeat(8)}";`;
const row = (line: number, text: string) => `${String(line).padStart(2)} | ${text}`;

function drawn(m: Message): string {
  return [
    m.head,
    `  --> ${m.path}:${m.line}:${m.column}`,
    "   |",
    row(m.line - 1, `${m.lines === 1 ? "" : "  "}${codeOf(m.line - 1)}`),
    ...(m.lines === 1 ? singleLine(m) : manyLines(m)),
    "   |",
    ...(m.note === "" ? [] : [m.note]),
    "",
  ].join("\n");
}

function singleLine({ line, column, length, label }: Message): string[] {
  const marks = `${" ".repeat(column - 1)}${"^".repeat(length)} ${label}`;
  return [row(line, codeOf(line)), `   | ${marks}`.trimEnd()];
}

function manyLines({ line, column, label, lines }: Message): string[] {
  const last = line + lines - 1;
  return [
    row(line, `  ${codeOf(line)}`),
    `   |  ${"_".repeat(column)}^`,
    ...Array.from({ length: lines - 1 }, (_, i) => row(line + 1 + i, `| ${codeOf(line + 1 + i)}`)),
    `   | |_____^ ${label}`.trimEnd(),
  ].filter((_, i) => last > line || i === 0);
}

function wanted({ head, path, line, column, length, label, lines }: Message): Found {
  const to = lines === 1 ? `${column + length}` : `${line + lines - 1}:6`;
  return { head, place: `${path}:${line}:${column}-${to}`, label };
}

for (const rule of [rustc, rustcContext]) {
  Deno.test(`${rule.name} keeps each message with its place, label and notes`, () => {
    fc.assert(fc.property(messages, (messages) => {
      const answer = squeezed(rule, messages.map(drawn).join("\n"));
      if (answer === undefined) return;
      const found = readListed(answer.split("\n"), /^(?:error|warning)/);
      assert.deepEqual(sortedPlaces(found), sortedPlaces(messages.map(wanted)));
      for (const { note } of messages) {
        for (const word of note.match(/`\w+`|try this/g) ?? []) assert.ok(answer.includes(word));
      }
    }));
  });
}

Deno.test("rustc keeps every line of code that was shown", () => {
  fc.assert(fc.property(messages, (messages) => {
    const text = messages.map(drawn).join("\n");
    const answer = squeezed(rustc, text) ?? text;
    for (const { line, lines } of messages) {
      for (let at = line - 1; at < line + lines; at++) {
        assert.ok(answer.includes(codeOf(at).trim()));
      }
    }
  }));
});

Deno.test("withoutRefrains() says what it takes away in a line", () => {
  const page = "https://x.org/rust-1.9/index.html";
  const refrain = (lint: string, group: string) => [
    `warning: ${lint}`,
    ` src/a.rs:1:2-3 | code`,
    `  help: for further information visit ${page}#${lint}`,
    `  note: \`-W clippy::${lint.replaceAll("_", "-")}\` implied by \`-D ${group}\``,
    `  help: to override \`-D ${group}\` add \`#[allow(clippy::${lint})]\``,
  ];
  const lints = ["redundant_clone", "needless_return", "len_zero"];
  const lines = lints.flatMap((lint) => refrain(lint, "warnings"));
  const [legend, ...short] = withoutRefrains(lines.join("\n")).split("\n");
  assert.equal(
    legend,
    `[page #X is ${page}#X; to override what implies a lint add \`#[allow(the_lint)]\`]`,
  );
  const back = short.flatMap((line) => {
    const [, lint, group] = /`-W ([\w:-]+)` implied by `(-D \w+)`/.exec(line) ?? [];
    const visited = line.replace(/page (#\w+)$/, `for further information visit ${page}$1`);
    return lint === undefined ? [visited] : [
      visited,
      `  help: to override \`${group}\` add \`#[allow(${lint.replaceAll("-", "_")})]\``,
    ];
  });
  assert.deepEqual(back, lines);
});

Deno.test("withoutRefrains() keeps what can't be told from the line above", () => {
  const lines = [
    "  note: `-W clippy::a` implied by `-W clippy::pedantic`",
    "  help: to override `-W clippy::nursery` add `#[allow(clippy::a)]`",
    "  help: to override `-W clippy::pedantic` add `#[allow(clippy::b)]`",
  ];
  assert.equal(withoutRefrains(lines.join("\n")), lines.join("\n"));
});
