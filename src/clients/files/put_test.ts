import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { EditRefused } from "../../config/toml_edit.ts";
import type { Form } from "../client.ts";
import { jsonFiles, lineFiles, tomlFiles } from "./arbitrary.ts";
import type { Wish } from "./editor.ts";
import { differenceOf, editors, type Put, putInto, takenFrom } from "./put.ts";

const latin1 = (text: string) => Buffer.from(text).toString("latin1");
const quoted = (key: readonly string[], text: string): Wish => ({
  key,
  literal: JSON.stringify(text),
});

const cases: readonly (readonly [Form, fc.Arbitrary<string>, readonly Wish[]])[] = [
  ["json", jsonFiles, [
    quoted(["env", "ANTHROPIC_BASE_URL"], "http://p"),
    quoted(["env", "ENABLE_TOOL_SEARCH"], "true"),
  ]],
  ["json", jsonFiles, [
    quoted(["provider", "a", "options", "baseURL"], "http://p/v1"),
    quoted(["provider", "b", "options", "baseURL"], "http://p/v1"),
  ]],
  ["toml", tomlFiles, [quoted(["openai_base_url"], "http://p/v1")]],
  ["toml", tomlFiles, [quoted(["model_providers", "corp", "base_url"], "http://p/v1")]],
  ["toml", tomlFiles, [{
    key: ["upstreams", "claude"],
    literal: '{ url = "http://b", api = "anthropic" }',
  }]],
  ["sh", lineFiles, [{ key: [], literal: "export A='1'\nexport B='2'" }]],
];

/** Puts all wishes into a text. Nothing where the text is one that must be refused. */
function withAll(text: string, form: Form, wishes: readonly Wish[]) {
  const puts: Put[] = [];
  const states = [text];
  try {
    for (const wish of wishes) {
      const done = putInto(states.at(-1)!, form, wish);
      states.push(done.text);
      if (done.put) puts.push(done.put);
    }
    return { text: states.at(-1)!, puts, states };
  } catch (error) {
    if (error instanceof EditRefused) return undefined;
    throw error;
  }
}

function withoutAll(text: string, form: Form, puts: readonly Put[]): string {
  return puts.toReversed().reduce((text, put) => takenFrom(text, form, put).text, text);
}

/** Where a place of a text is once something was put in elsewhere; nothing where it was in what was replaced. */
function moved(at: number | undefined, before: string, after: string): number | undefined {
  const { start, removed } = differenceOf(before, after);
  if (at === undefined || at <= start) return at;
  return at < start + removed.length ? undefined : at + after.length - before.length;
}

Deno.test("what was put in is found there, and putting it in again changes nothing", () => {
  for (const [form, files, wishes] of cases) {
    fc.assert(fc.property(files, (file) => {
      const done = withAll(latin1(file), form, wishes);
      if (done === undefined) return;
      for (const { key, literal } of wishes) {
        assert.equal(editors[form].find(done.text, key)?.literal, literal);
      }
      const again = withAll(done.text, form, wishes);
      assert.deepEqual(again, { text: done.text, puts: [], states: again?.states });
    }));
  }
});

Deno.test("what was put in comes out, and every byte is what it was", () => {
  for (const [form, files, wishes] of cases) {
    fc.assert(fc.property(files, (file) => {
      const text = latin1(file);
      const done = withAll(text, form, wishes);
      if (done) assert.equal(withoutAll(done.text, form, done.puts), text);
    }));
  }
});

/** What people add to a file between the two. */
const additions: Readonly<Partial<Record<Form, readonly string[]>>> = {
  json: [" ", "\n", "/* mine */", "// mine\n"],
  toml: ["# mine\n", "\n"],
  sh: ["# mine\n", "export C=3\n"],
};

/** Places of a text where something may be added without breaking what is there. */
function placesIn(text: string, form: Form): number[] {
  if (form !== "json") {
    return [...text.matchAll(/(?<=\n)/g)].map(({ index }) => index)
      .filter((at) => !/"""|\[ #/.test(text) || at === text.length);
  }
  const bare = text.replace(
    /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*\n?|\/\*[^]*?\*\//g,
    (part) => part.replace(/[^]/g, "."),
  );
  return [...bare.matchAll(/[{},:]/g)].map(({ index }) => index + 1);
}

Deno.test("what others added in between stays, and every other byte is what it was", () => {
  for (const [form, files, wishes] of cases) {
    const arbitrary = fc.tuple(files, fc.nat(), fc.constantFrom(...additions[form]!));
    let compared = 0;
    fc.assert(fc.property(arbitrary, ([file, nth, addition]) => {
      const text = latin1(file);
      const done = withAll(text, form, wishes);
      const places = placesIn(text, form);
      if (done === undefined || places.length === 0) return;
      const at = places[nth % places.length];
      const there = done.states.slice(1).reduce<number | undefined>(
        (place, state, i) => moved(place, done.states[i], state),
        at,
      );
      if (there === undefined) return;
      const edit = (text: string, at: number) => text.slice(0, at) + addition + text.slice(at);
      const edited = edit(done.text, there);
      compared += 1;
      assert.equal(withoutAll(edited, form, done.puts), edit(text, at));
    }));
    assert.ok(compared > 20, `${form}: only ${compared} files were compared`);
  }
});

/** What people do to the members of an object: add one before or after another, or drop one. */
function editedBy(text: string, nth: number, kind: number): string | undefined {
  const members = [...text.matchAll(/"[^"]*": ?"[^"]*"/g)];
  const member = members[nth % members.length];
  const [start, end] = [member.index, member.index + member[0].length];
  const isOurs = /ANTHROPIC|ENABLE/.test(member[0]);
  if (kind === 0) return `${text.slice(0, start)}"new": "x", ${text.slice(start)}`;
  if (kind === 1) return `${text.slice(0, end)}, "new": "x"${text.slice(end)}`;
  const after = /^\s*,/.exec(text.slice(end));
  if (isOurs || after === null) return undefined;
  return text.slice(0, start) + text.slice(end + after[0].length);
}

Deno.test("from between members that others added and dropped, ours come out and JSON is left", () => {
  const wishes = [
    quoted(["env", "ANTHROPIC_BASE_URL"], "http://p"),
    quoted(["env", "ENABLE_TOOL_SEARCH"], "true"),
  ];
  const texts = fc.constantFrom(
    "{}",
    '{\n  "env": {}\n}\n',
    '{"env": {"A": "1"}}',
    '{\n  "x": "1",\n  "env": {\n    "A": "1",\n    "B": "2"\n  }\n}\n',
  );
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 })), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(texts, edits, (file, edits) => {
    const done = withAll(file, "json", wishes)!;
    const edited = edits.reduce(
      (text, [nth, kind]) => editedBy(text, nth, kind) ?? text,
      done.text,
    );
    const wanted = JSON.parse(edited);
    delete wanted.env.ANTHROPIC_BASE_URL;
    delete wanted.env.ENABLE_TOOL_SEARCH;
    const left = JSON.parse(withoutAll(edited, "json", done.puts));
    // An object that was made for ours alone goes with them.
    if (Object.keys(wanted.env).length === 0 && left.env === undefined) delete wanted.env;
    assert.deepEqual(left, wanted);
  }));
});
