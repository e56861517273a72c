import assert from "node:assert/strict";
import { ruleNames, shorten } from "./list.ts";

const NONE: ReadonlySet<string> = new Set();
const note = (what: string) => `[${what}]`;
const PRETTY = JSON.stringify({ a: [1, 2, 3], b: { c: "d", e: "f" } }, null, 4);
const COLOURED = "\x1b[31mred\x1b[0m and \x1b[32mgreen\x1b[0m, then \x1b[1mmore\x1b[0m\n";

const shortened = (text: string, command = "curl x", disabled = NONE) =>
  shorten({ tool: "Bash", command, text }, note, disabled, true);

Deno.test("shorten() names the clean-up where no shape follows", () => {
  assert.deepEqual(shortened(COLOURED), { rule: "terminal", text: "red and green, then more\n" });
});

Deno.test("shorten() runs a shape on what the clean-ups left, and names the shape", () => {
  const text = `\x1b[1m${PRETTY}\x1b[0m`;
  assert.deepEqual(shortened(text), {
    rule: "json",
    text: '{"a":[1,2,3],"b":{"c":"d","e":"f"}}',
  });
});

Deno.test("shorten() leaves out what is disabled", () => {
  assert.equal(shortened(COLOURED, "x", new Set(["terminal"])), undefined);
  assert.equal(shortened(PRETTY, "x", new Set(["json"])), undefined);
});

Deno.test("shorten() touches nothing that a file read gave", () => {
  assert.equal(shortened(PRETTY, "cat package.json"), undefined);
  assert.equal(
    shorten({ tool: "Read", command: "a.json", text: PRETTY }, note, NONE, true),
    undefined,
  );
});

Deno.test("shorten() makes no change that gains next to nothing", () => {
  assert.equal(shortened("a \nb"), undefined);
  assert.equal(
    shortened(`[1, ${JSON.stringify("some words that stand here. ".repeat(200))}]`),
    undefined,
  );
});

Deno.test("shorten() leaves no blank text: APIs refuse it", () => {
  assert.equal(shortened(`\x1b[0m${" ".repeat(1000)}\x1b[1m\n`.repeat(9)), undefined);
});

Deno.test("shorten() squeezes its own answer no further", () => {
  const once = shortened(`\x1b[1m${PRETTY}\x1b[0m`);
  assert.equal(shortened(once?.text ?? ""), undefined);
});

Deno.test("shorten() leaves a text alone that fills a window by itself", () => {
  assert.equal(shortened(`[${" ".repeat(3_000_000)}]`), undefined);
});

Deno.test("ruleNames are unlike one another", () => {
  assert.equal(new Set(ruleNames).size, ruleNames.length);
});
