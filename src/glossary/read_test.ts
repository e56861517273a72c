import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { effortOf } from "../../tests/support/effort.ts";
import { spansOf } from "../json/spans.ts";
import { findsIn } from "./finds.ts";
import { bodyOf, inOneGo, LEAST, namesOf } from "./testing.ts";
import { namesAt } from "./read.ts";

const found = (value: unknown) => [...namesOf(value).counts.keys()];

const PATH = "/home/dev/projects/squeezr/src/index.ts";

/** A text, and the names in it. */
const TEXTS: readonly (readonly [text: string, names: readonly string[]])[] = [
  [`see ${PATH}, please`, [PATH]],
  [`"${PATH}" '${PATH}' \`${PATH}\` (${PATH}) <${PATH}>`, [PATH]],
  [`${PATH}:12:5 - error`, [PATH]],
  [`at run (file://${PATH}:1:2)`, [PATH]],
  [`--config=${PATH}`, [PATH]],
  [`│${PATH}│ ${PATH}…`, [PATH]],
  [`+${PATH}\n-${PATH}/`, [PATH]],
  [`one line\t${PATH}\r\nanother`, [PATH]],
  [`he said "${PATH}\\n" in C`, [PATH]],
  [`${PATH}\\n${PATH}\\tx`, [PATH]],
  ["C:\\Users\\developer\\source\\repos\\App.cs(3,4)", [
    "C:\\Users\\developer\\source\\repos\\App.cs",
  ]],
  ["\\\\fileserver\\department\\share\\report.txt", [
    "\\\\fileserver\\department\\share\\report.txt",
  ]],
  ["/home/dev/größe/übersicht/straße.txt!", ["/home/dev/größe/übersicht/straße.txt"]],
  [
    "https://example.com:8080/a/rather/long/way?page=2#top",
    ["https://example.com:8080/a/rather/long/way"],
  ],
  ["https://user:pass@example.com/a/rather/long/way", []],
  ["postgres://squeezr:pa55word@db.example.com/production", []],
  ["squeezr:pa55word@db.example.com/production/table", []],
  ["src/https://user:pass@example.com/a/rather/long/way", []],
  ["std::collections::hash_map::HashMap::new()", ["std::collections::hash_map::HashMap::new"]],
  ["com.example.application.MainActivity.", ["com.example.application.MainActivity"]],
  ["call aVeryLongIdentifierInCamelCase();", ["aVeryLongIdentifierInCamelCase"]],
  ["x".repeat(600), []],
  ["", []],
];

for (const [text, names] of TEXTS) {
  Deno.test(`the names in ${JSON.stringify(text.slice(0, 60))}`, () => {
    assert.deepEqual(found({ messages: [{ content: text }] }), names);
  });
}

Deno.test("names are counted wherever a body says something, and keys of its objects are none", () => {
  const tool = { name: "Read", description: PATH, input: { file_path: PATH, [PATH]: 1 } };
  const names = namesOf({ system: [{ text: PATH }], tools: [tool], messages: [{ content: PATH }] });
  assert.deepEqual([...names.counts], [[PATH, 4]]);
});

Deno.test("a text that is JSON in itself is read as what it says", () => {
  const windows = "C:\\Users\\developer\\source\\repos\\App.cs";
  const args = JSON.stringify({ file_path: windows, content: `a\n${PATH}\n${PATH}` });
  const names = namesOf([{ function: { arguments: args } }]);
  assert.deepEqual([...names.counts], [[windows, 1], [PATH, 2]]);
});

Deno.test("escapes of every kind are decoded", () => {
  const slashed = PATH.replaceAll("/", "\\/");
  const body = Buffer.from(`["\\u0022${slashed}\\u0022 \\n${PATH}\\u00fc\\u2026"]`);
  const root = spansOf(body)!;
  const names = inOneGo(namesAt(root, [root], 30));
  assert.deepEqual([...names.counts.keys()], [PATH, `${PATH}ü`]);
});

Deno.test("what stands where keys stand is no name, and is known for the rest of the request", () => {
  const key = "0123456789abcdef0123456789abcdef";
  const names = namesOf([{ api_key: key }, `export TOKEN="${key}x"`, key]);
  assert.deepEqual([...names.keys], [key, `${key}x`]);
  const often = { counts: new Map([[key, 50], [`/srv/files/of/${key}`, 50]]), keys: names.keys };
  assert.deepEqual(inOneGo(findsIn(often, LEAST)), []);
});

Deno.test("keys and certificates in PEM are passed over, with line breaks of either kind", () => {
  const line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIB/src/lines/of/it";
  for (const feed of ["\n", "\\n"]) {
    const armour = ["-----BEGIN PRIVATE KEY-----", line, line, "-----END PRIVATE KEY-----", PATH];
    assert.deepEqual(found([armour.join(feed)]), [PATH]);
  }
});

Deno.test("reading fails on nothing that may stand in a string", () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(
      "\\\\",
      "\\/",
      "\\n",
      "\\u",
      "\\u00e4",
      "\\u12",
      "\\ud800",
      "/abc/def",
      "://",
      "@",
      "C:",
      "é",
    )
      .map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (pieces) => {
      const root = spansOf(Buffer.concat([Buffer.from('["'), ...pieces, Buffer.from('"]')]));
      if (root) inOneGo(namesAt(root, [root], 4));
    }),
    { numRuns: 2000 },
  );
});

/** Texts of a megabyte that are hard in one way or another. */
const HARD: readonly string[] = [
  ".",
  "a",
  "/",
  "\\",
  "=",
  ":",
  '"',
  "a:",
  "a.",
  "://",
  "-----BEGIN ",
  "https://",
  "token= ",
  " ' '",
  `${"\\".repeat(900)} `,
  `${"/".repeat(1999)} `,
  `${"a".repeat(1999)} `,
  `${"a=".repeat(900)} `,
  `${".".repeat(1990)}x `,
  `${PATH} `,
];
/** Each took less than 150 when it was written, on a machine with nothing else to do; a square takes minutes. */
const MOST_MILLISECONDS = 4000;

Deno.test("reading takes time in proportion to the text, whatever it is", () => {
  for (const piece of HARD) {
    const root = bodyOf([piece.repeat(1e6 / piece.length)]);
    const took = effortOf(() => inOneGo(findsIn(inOneGo(namesAt(root, [root], 30)), LEAST)));
    assert.ok(took < MOST_MILLISECONDS, `${piece.slice(0, 20)}: ${took.toFixed(0)} ms`);
  }
});
