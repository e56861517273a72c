import assert from "node:assert/strict";
import { TOOL } from "../../src/providers/anthropic/expand/tool.ts";
import type { Fields } from "../../src/demo/values.ts";
import { assertLaw, lawReport, type Passage } from "./law.ts";

const MARK = { type: "ephemeral" };
const result = (content: unknown, more: Fields = {}) => ({
  type: "tool_result",
  tool_use_id: "toolu_1",
  content,
  ...more,
});
const HISTORY = [
  { role: "user", content: "Hello" },
  { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "ls", input: {} }] },
];
const bodyOf = (content: unknown, more: Fields = {}) =>
  JSON.stringify({ model: "m", messages: [...HISTORY, { role: "user", content }], ...more });

function passage(name: string, body: string, up: string, more: Partial<Passage> = {}): Passage {
  const [one, other] = [body, up].map((text) => new TextEncoder().encode(text));
  return { name, conversation: "one", body: one, up: other, isCount: false, ...more };
}

const LONG = bodyOf([result("long long long")]);
const SHORT = bodyOf([result("short")]);

Deno.test("the texts of results may differ, as string and in a part", () => {
  const image = { type: "image", source: {} };
  const parts = (text: string) => bodyOf([result([{ type: "text", text }, image])]);
  const report = lawReport([
    passage("a", LONG, SHORT),
    passage("b", parts("long"), parts("s"), { conversation: "two" }),
  ]);
  assertLaw(report);
  assert.equal(report.changedTexts, 2);
});

const FOREIGN: readonly [string, string, string][] = [
  ["a number", LONG.replace('"m"', "1.0"), LONG.replace('"m"', "1")],
  ["an escape", LONG.replace("Hello", "\\u0048ello"), LONG],
  ["the order of fields", '{"a":1,"b":2}', '{"b":2,"a":1}'],
  ["a repeated field", '{"a":1,"a":2}', '{"a":2}'],
  ["white space", '{"a": 1}', '{"a":1}'],
  ["a user's text", LONG, LONG.replace("Hello", "Hi")],
  ["an id", LONG, LONG.replaceAll("toolu_1", "toolu_2")],
  ["a lost image", bodyOf([result([{ type: "image" }])]), bodyOf([result([])])],
  ["a string made a list", LONG, bodyOf([result([{ type: "text", text: "short" }])])],
  ["an error flag", LONG, bodyOf([result("long long long", { is_error: false })])],
  ["a message more", LONG, LONG.replace("]}", '},{"role":"user","content":"x"}]}')],
  ["a body that is no JSON", "{", "{}"],
];

for (const [name, body, up] of FOREIGN) {
  Deno.test(`the law finds a foreign edit: ${name}`, () => {
    const report = lawReport([passage("a", body, up)]);
    assert.ok(report.foreignEdits > 0);
    assert.throws(() => assertLaw(report), /a: /);
  });
}

Deno.test("no more may go up than came in, our tool aside where there are tools", () => {
  const toolsIn = (body: string, tools: string) => body.replace(/}$/, `,"tools":[${tools}]}`);
  const [came, longer] = [SHORT, LONG].map((body) => toolsIn(body, '{"name":"ls"}'));
  const up = toolsIn(SHORT, `{"name":"ls"},${TOOL}`);
  assertLaw(lawReport([passage("a", came, up)]));
  for (const more of [longer, toolsIn(LONG, `{"name":"ls"},${TOOL}`)]) {
    const report = lawReport([passage("a", came, more)]);
    assert.equal(report.grown, 1);
    assert.throws(() => assertLaw(report), /a: 9 bytes more went up than came in/);
  }
  const untold = lawReport([passage("a", SHORT, toolsIn(SHORT, TOOL))]);
  assert.ok(untold.foreignEdits > 0 && untold.grown > 0);
});

Deno.test("the law finds a moved cache marker", () => {
  const marked = bodyOf([result("x", { cache_control: MARK })]);
  assert.equal(lawReport([passage("a", marked, bodyOf([result("x")]))]).markerChanges, 1);
  const longer = marked.replace('"ephemeral"', '"ephemeral","ttl":"1h"');
  assert.equal(lawReport([passage("a", marked, longer)]).markerChanges, 1);
});

Deno.test("what was sent must stay, however the client writes it down", () => {
  const again = bodyOf([
    result([{ type: "text", text: "long long long" }], { cache_control: MARK }),
  ]);
  const kept = bodyOf([result([{ type: "text", text: "short" }], { cache_control: MARK })]);
  assertLaw(lawReport([passage("a", LONG, SHORT), passage("b", again, kept)]));
  const report = lawReport([passage("a", LONG, SHORT), passage("b", again, again)]);
  assert.equal(report.prefixBreaks, 1);
  assert.match(report.differences[0], /^b: messages\[2\]\.content\[0\] is not what a sent$/);
});

const ASIDE = '[Old user text, 200 chars: "word word..."; squeezr_expand("abcdefg2")]';
const TALK = (text: string) => SHORT.replace("Hello", text);
const SPOKEN = "word ".repeat(40);

Deno.test("an old text may stand aside, once and for all, where steps are allowed", () => {
  const whole = passage("a", TALK(SPOKEN), TALK(SPOKEN));
  const aside = (name: string) =>
    passage(name, TALK(SPOKEN), TALK(JSON.stringify(ASIDE).slice(1, -1)));
  const report = lawReport([whole, aside("b"), aside("c")]);
  assertLaw(report, "steps", "steps");
  assert.equal(report.steps, 1);
  assert.throws(() => assertLaw(report), /2 texts stand aside/);
  const returned = lawReport([aside("a"), passage("b", TALK(SPOKEN), TALK(SPOKEN))]);
  assert.throws(
    () => assertLaw(returned, "steps", "steps"),
    /b: messages\[0\].* is not what a sent/,
  );
});

Deno.test("the law finds a placeholder that does not fit its text", () => {
  for (const [from, to] of [["200", "201"], ["user", "assistant"], ["abcdefg2", "?"]]) {
    const up = TALK(JSON.stringify(ASIDE.replace(from, to)).slice(1, -1));
    assert.equal(lawReport([passage("a", TALK(SPOKEN), up)]).foreignEdits, 1);
  }
});

Deno.test("a message that grows in place still owes what stood in it", () => {
  const more = { type: "text", text: "and now sum up" };
  const grown = bodyOf([result("long long long"), more]);
  assert.equal(lawReport([passage("a", LONG, SHORT), passage("b", grown, grown)]).prefixBreaks, 1);
  const kept = bodyOf([result("short"), more]);
  assertLaw(lawReport([passage("a", LONG, SHORT), passage("b", grown, kept)]));
});

Deno.test("nothing is owed after the client's own change, to another conversation, or to a count", () => {
  const cleared = LONG.replace("Hello", "Hi");
  assertLaw(lawReport([passage("a", LONG, SHORT), passage("b", cleared, cleared)]));
  assertLaw(
    lawReport([passage("a", LONG, SHORT), passage("b", LONG, LONG, { conversation: "2" })]),
  );
  assertLaw(lawReport([passage("a", LONG, SHORT, { isCount: true }), passage("b", LONG, LONG)]));
});

Deno.test("white space at a text's end is owed too, where the client said it alike", () => {
  const spaced = bodyOf([result("short ")]);
  assert.equal(lawReport([passage("a", LONG, SHORT), passage("b", LONG, spaced)]).prefixBreaks, 1);
});

Deno.test("tools and system are owed as well", () => {
  const tools = (names: string[]) => bodyOf("x", { tools: names.map((name) => ({ name })) });
  const report = lawReport([
    passage("a", tools(["a"]), tools(["a", "b"])),
    passage("b", tools(["a"]), tools(["a"])),
  ]);
  assert.equal(report.prefixBreaks, 1);
});
