import assert from "node:assert/strict";
import { commands } from "../list.ts";
import { columns, folded, helpOf, overview } from "./help.ts";

Deno.test("folded() breaks lines at words, and never inside one", () => {
  assert.deepEqual(folded("a bb ccc dddd", 6), ["a bb", "ccc", "dddd"]);
  assert.deepEqual(folded("unbreakable", 3), ["unbreakable"]);
});

Deno.test("columns() keeps the second column in line", () => {
  const wide = "one two three four five six";
  assert.equal(
    columns([["a", wide], ["bb", "x"]], 30),
    `  a   one two three four five\n      six\n  bb  x\n`,
  );
});

Deno.test("columns() puts the second column below the first where there is no room beside it", () => {
  assert.equal(
    columns([["squeezr something", "one two three four five six"]], 40),
    `  squeezr something\n      one two three four five six\n`,
  );
});

Deno.test("overview() names every command, and what to do first", () => {
  const text = overview(commands, 80);
  for (const { name, summary } of commands) {
    assert.match(text, new RegExp(`\\n  ${name} +${summary}\n`));
  }
  assert.match(text, /squeezr start/);
  for (const line of text.split("\n")) assert.ok(line.length <= 80, line);
});

Deno.test("every command has a summary, examples that call it, and flags that say what they do", () => {
  const names = commands.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const command of commands) {
    assert.match(command.summary, /^[a-z].*[^.]$/, command.name);
    assert.ok(command.examples.length > 0, command.name);
    for (const [line] of command.examples) {
      assert.match(line, new RegExp(`(^|[ (])squeezr ${command.name}\\b`));
    }
    for (const [name, flag] of Object.entries(command.flags)) {
      assert.ok(flag.doc.length > 0, `${command.name} --${name}`);
      assert.equal(flag.type === "string", flag.value !== undefined, `${command.name} --${name}`);
    }
    const text = helpOf(command, 80);
    assert.match(text, /\nUsage:\n.*\n\nFlags:\n[^]*--help[^]*\nExamples:\n/);
    assert.doesNotMatch(text, /--behind/);
    for (const line of text.split("\n")) assert.ok(line.length <= 80, line);
    // What is to be typed stands on one line, however narrow the terminal is.
    const told = helpOf(command, 60).split("\n").filter((line) => !/^ {2}\S/.test(line));
    for (const line of told) assert.ok(line.length <= 60, line);
  }
});
