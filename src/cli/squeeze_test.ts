import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { atConsole } from "../../tests/support/console.ts";

const PRINTED = '{\n  "a": [\n    1,\n    2.0\n  ],\n  "b": "two  blanks"\n}\n';
const given = (text: string) => ({ input: () => Promise.resolve(Buffer.from(text)) });

Deno.test("squeeze prints what would go up, and says what that saves", () =>
  atConsole(async ({ typeWith }) => {
    const said = await typeWith(given(PRINTED), "squeeze", "--command", "curl x");
    assert.equal(said.code, 0);
    assert.equal(said.out, '{"a":[1,2.0],"b":"two  blanks"}\n');
    assert.match(said.err, /^squeezr: json: \d+ -> \d+ tokens, \d+ % fewer\n$/);
  }));

Deno.test("squeeze prints what no rule shortens as it is", () =>
  atConsole(async ({ typeWith }) => {
    const said = await typeWith(given("hello\n"), "squeeze", "--command", "echo hello");
    assert.equal(said.out, "hello\n");
    assert.match(said.err, /^squeezr: no rule shortens it/);
  }));

Deno.test("squeeze --json gives the same as facts, and leaves out rules that are turned off", () =>
  atConsole(async ({ typeWith, cwd }) => {
    const words = ["squeeze", "--command", "curl x", "--json"];
    const facts = JSON.parse((await typeWith(given(PRINTED), ...words)).out);
    assert.equal(facts.rule, "json");
    assert.ok(facts.tokens_after < facts.tokens_before);
    const off = ["--config", "off.toml"];
    const file = join(cwd, "off.toml");
    writeFileSync(file, '[compression]\ndisabled_rules = ["json"]\n');
    assert.notEqual(
      JSON.parse((await typeWith(given(PRINTED), ...words, ...off)).out).rule,
      "json",
    );
  }));

Deno.test("squeeze needs to know the command", () =>
  atConsole(async ({ type }) => {
    const { code, err } = await type("squeeze");
    assert.equal(code, 2);
    assert.match(err, /--command/);
  }));

Deno.test("rules lists every rule by its name", () =>
  atConsole(async ({ type }) => {
    assert.match((await type("rules")).out, /^ {2}terminal +terminal: /m);
    const facts = JSON.parse((await type("rules", "--json")).out);
    assert.ok(facts.length > 50);
    assert.deepEqual(Object.keys(facts[0]), ["name", "doc", "loses", "enabled"]);
  }));
