import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { json } from "./json.ts";
import { expanded, unspaced } from "./testing.ts";

const squeezed = (text: string) =>
  json.squeeze(sightOf({ tool: "Bash", command: "curl x", text }), (what) => `[${what}]`);

/** A document as its tokens, no two of which could run into one another. */
const scalar = fc.oneof(
  fc.constantFrom("12345678901234567890", "1.0", "-0", "1e3", "1E+3", "0.10", "true", "null"),
  fc.constantFrom(
    '"\\ud800"',
    '"\\u0041"',
    '"a  b"',
    '"\\\\"',
    '"\\""',
    '" "',
    '"{ }"',
    '"\u2028\ud83d"',
  ),
  fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
);
const document = fc.letrec<{ value: string[]; array: string[]; object: string[] }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar.map((token) => [token]),
    tie("array"),
    tie("object"),
  ),
  array: fc.array(tie("value"), { maxLength: 4 }).map((items) => ["[", ...separated(items), "]"]),
  object: fc
    // Equal keys are wanted: a few names only.
    .array(fc.tuple(fc.constantFrom('"a"', '"2"', '"\\u0061"', '""'), tie("value")), {
      maxLength: 4,
    })
    .map((fields) => ["{", ...separated(fields.map(([key, value]) => [key, ":", ...value])), "}"]),
}));
const whole = fc.oneof(document.array, document.object);
const gap = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

function separated(parts: readonly string[][]): string[] {
  return parts.flatMap((part, i) => i === 0 ? part : [",", ...part]);
}

/** The tokens with gaps before, between and after them. */
const spaced = fc.tuple(whole, fc.array(gap, { minLength: 1, maxLength: 8 })).map(
  ([tokens, gaps]) => ({
    tokens,
    text: gaps[0] + tokens.map((token, i) => token + gaps[i % gaps.length]).join(""),
  }),
);

Deno.test("json leaves every token to the letter, in its place", () => {
  fc.assert(fc.property(spaced, ({ tokens, text }) => {
    assert.equal(unspaced(expanded(squeezed(text) ?? text)), tokens.join(""));
  }));
});

/** Documents of the sort that tables are made of: like objects, parts that stand twice, urls, versions. */
const text = fc.constantFrom(
  "a",
  "~",
  "https://x.io/users/7",
  "https://x.io/users/7/orgs",
  "v".repeat(50),
  "&1 ",
  "*1",
  "_",
);
const part = fc.record({ id: fc.nat(9), url: text, tags: fc.array(text, { maxLength: 2 }) });
const like = fc.record(
  {
    name: text,
    url: text,
    list: fc.array(fc.nat(3)),
    owner: fc.option(part),
    site: part,
    on: fc.boolean(),
  },
  { requiredKeys: ["name", "site", "on"] },
);
const versions = fc.tuple(fc.nat(9), fc.nat(12)).map(([from, count]) =>
  Array.from({ length: count }, (_, i) => `1.0.${from + i}`)
);
const likes = fc.oneof(
  fc.array(like, { maxLength: 8 }),
  fc.dictionary(fc.constantFrom("a", "b", "c", "d", "2"), like),
  fc.record({ items: fc.array(like, { maxLength: 8 }), versions, numbers: fc.array(fc.nat(9)) }),
);

Deno.test("json says tables, marks and counts so that all tokens come back", () => {
  let tables = 0;
  fc.assert(
    fc.property(likes, fc.integer({ min: 0, max: 4 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const short = squeezed(text) ?? text;
      if (/<\d+ (?:rows|entries) of/.test(short)) tables++;
      assert.equal(expanded(short), JSON.stringify(value));
    }),
    { numRuns: 500 },
  );
  assert.ok(tables > 50, `only ${tables} tables`);
});

Deno.test("json writes values in a row as it writes an array of them", () => {
  fc.assert(
    fc.property(fc.array(like, { minLength: 1, maxLength: 9 }), fc.nat(2), (values, indent) => {
      const text = values.map((value) => JSON.stringify(value, null, indent)).join("\n");
      const want = values.map((value) => JSON.stringify(value)).join("");
      assert.equal(expanded(squeezed(text) ?? text).replaceAll("\n", ""), want);
    }),
  );
});

Deno.test("json reads a document that is cut off as far as it goes", () => {
  fc.assert(
    fc.property(
      fc.array(like, { minLength: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (value, part) => {
        const whole = JSON.stringify(value, null, 2);
        const text = whole.slice(0, Math.floor(whole.length * part));
        assert.equal(unspaced(expanded(squeezed(text) ?? text)), unspaced(text));
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("json changes nothing that parses", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 8 }), (value, indent) => {
    const text = JSON.stringify([value], null, indent);
    assert.equal(unspaced(expanded(squeezed(text) ?? text)), JSON.stringify([value]));
  }));
});

Deno.test("json takes what parses and nothing else", () => {
  const piece = fc.constantFrom(
    ...'{}[],:"\\ 01.-e\n\t\u0001x\ufeff\u00a0'.split(""),
    '"a"',
    "null",
    "true",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.constantFrom("[ ", "{ ", ""),
      (pieces, start) => {
        const text = start + pieces.join("") + (start === "[ " ? "]" : start === "{ " ? "}" : "");
        const want = isDocument(text) ? squeezed(text) ?? text : undefined;
        if (want === undefined) assert.equal(squeezed(text), undefined);
        else assert.deepEqual(JSON.parse(want), JSON.parse(text));
      },
    ),
    { numRuns: 5000 },
  );
});

function isDocument(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object" && text.trim() !== "null";
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const LEFT_ALONE: readonly string[] = [
  "",
  " ",
  "1 ",
  '"a" ',
  "[1, 2",
  "[1, 2]]",
  "[1, 2] x",
  "[1, 2] [3]",
  "[1 2 ]",
  "[1, ]",
  "[, 1]",
  '{"a": 1, }',
  '{"a" 1}',
  "{1: 2}",
  '{"a": }',
  "{ a: 1 }",
  "[1, 2}",
  "[01 ]",
  "[1. ]",
  "[.5 ]",
  "[+1 ]",
  "[NaN ]",
  "[ 'a' ]",
  '["a\nb" ]',
  '["\\x41" ]',
  '["\\u12" ]',
  "[1, // one\n2]",
  "\ufeff[ 1 ]",
  "[ 1\u00a0]",
];

for (const text of LEFT_ALONE) {
  Deno.test(`json leaves ${JSON.stringify(text)} alone`, () => {
    assert.equal(squeezed(text), undefined);
  });
}

const COMMANDS: readonly (readonly [tool: string, command: string, runs: boolean])[] = [
  ["Bash", "curl -s https://example.com/a.json", true],
  ["Bash", "cat package.json | jq .", true],
  ["Bash", "python3 -m json.tool package.json", true],
  ["Bash", "python3 print.py package.json | head -c 100", false],
  ["Bash", "jq .scripts package.json", true],
  ["Bash", "npm ls --json", true],
  ["Bash", "npm ls --json > out.json; jq . out.json", true],
  ["Bash", "node -e 'fetch(u).then((r) => r.json()).then(console.log)'", true],
  ["Bash", 'node -e \'console.log(fs.readFileSync("package.json", "utf8"))\'', false],
  ["Bash", "python3 -c \"print(open('a.jsonc').read())\"", false],
  ["Bash", "python3 - <<'EOF'\nprint(open('a.json').read())\nEOF", false],
  ["Bash", "bash -lc 'node print.js tsconfig.json'", false],
  ["WebFetch", "https://example.com/a.json", true],
  ["mcp__db__query", "select 1", true],
  ["mcp__fs__fetch", '{"path":"/x/package.json"}', false],
];

for (const [tool, command, runs] of COMMANDS) {
  Deno.test(`json ${runs ? "runs" : "does not run"} on ${tool} ${command}`, () => {
    assert.equal(json.matches(sightOf({ tool, command, text: "[1, 2]" })), runs);
  });
}

Deno.test("json survives depth and length", () => {
  const deep = `${"[ ".repeat(100_000)}${"]".repeat(100_000)}`;
  assert.equal(squeezed(deep)?.length, 200_000);
  assert.equal(squeezed(`[${" ".repeat(1_000_000)}`), undefined);
  assert.equal(squeezed(`[${" ".repeat(1_000_000)}]`), "[]");
  const long = "x".repeat(10_000_000);
  assert.equal(squeezed(`[ "${long}" ]`), `["${long}"]`);
  assert.equal(squeezed(`[ ${"9".repeat(1_000_000)} ]`)?.length, 1_000_002);
});
