import assert from "node:assert/strict";
import { constants } from "node:buffer";
import fc from "fast-check";
import { anyContainer } from "./arbitrary.ts";
import { field, fields, items, kindOf, numberOf, spansOf, textOf, type Value } from "./spans.ts";
import { effortOf } from "../../tests/support/effort.ts";

const utf8 = new TextEncoder();

function read(json: string): Value | undefined {
  return spansOf(utf8.encode(json));
}

Deno.test("spansOf() gives nothing for a document that is cut short anywhere", () => {
  fc.assert(fc.property(anyContainer, ({ source }) => {
    const body = utf8.encode(source);
    for (let end = 0; end < body.length; end++) {
      assert.equal(spansOf(body.subarray(0, end)), undefined);
    }
  }));
});

Deno.test("spansOf() gives nothing for a document with something after it", () => {
  fc.assert(
    fc.property(anyContainer, fc.constantFrom("x", ",", "{}", "]", "}", '"', "\0"), (doc, rest) => {
      assert.equal(read(doc.source + rest), undefined);
      assert.equal(read(`${doc.source}\n${rest}`), undefined);
    }),
  );
});

Deno.test("spansOf() takes and refuses what JSON.parse does", () => {
  const piece = fc.constantFrom(
    ..."{}[],:-.0123eE+ \n\ttfn".split(""),
    '"a"',
    '"',
    "true",
    "false",
    "null",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const json = pieces.join("");
      // JSON.parse also looks into strings: a bare line break there is no concern of spansOf.
      fc.pre(!/"[^"]*[\n\t][^"]*"/.test(json));
      assert.equal(read(json) !== undefined, isJson(json), json);
    }),
    { numRuns: 5000 },
  );
});

Deno.test("spansOf() takes and refuses what JSON.parse does, one character away from a document", () => {
  const change = fc.record({
    doc: anyContainer,
    at: fc.nat(),
    char: fc.constantFrom(...'{}[],:"0- x'),
  });
  fc.assert(
    fc.property(change, ({ doc, at, char }) => {
      const place = at % (doc.source.length + 1);
      const json = doc.source.slice(0, place) + char + doc.source.slice(place);
      const value = read(json);
      if (isJson(json)) assert.ok(value);
      else if (value) assert.ok(hasUnreadable(value), json);
    }),
    { numRuns: 2000 },
  );
});

function isJson(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch (error) {
    assert.ok(error instanceof SyntaxError);
    return false;
  }
}

/** Somewhere stands a string, or a key (which then starts with its own quote), that has no text. */
function hasUnreadable(value: Value): boolean {
  if (kindOf(value) === "string") return textOf(value) === undefined;
  return items(value).some(hasUnreadable) ||
    fields(value).some((member) => member.key.startsWith('"') || hasUnreadable(member.value));
}

Deno.test("spansOf() stands any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    const value = spansOf(bytes);
    // Of bare bytes only a string can be JSON and yet not UTF-8.
    if (value && kindOf(value) !== "string") assert.ok(isJson(String.fromCharCode(...bytes)));
    const items = spansOf(new Uint8Array([0x5b, 0x22, ...bytes, 0x22, 0x5d]));
    if (!bytes.includes(0x22) && !bytes.includes(0x5c)) assert.ok(items);
  }));
});

const NOT_JSON: readonly string[] = [
  ...["", " ", "\ufeff{}", "// c\n{}", "<html>", "'a'", "\v1", "\u00a01", "[1]\0", "{}{}", "[] []"],
  ...["{", "}", "[", "]", "[}", "{]", "[1,]", "[,1]", "[1 2]", "{,}"],
  ...['{"a"}', '{"a":}', '{"a":1,}', '{"a" 1}', "{1:2}", "{a:1}", '{"a":1 "b":2}', '{"a"::1}'],
  ...["01", "-", "+1", "1.", ".5", "1e", "1e+", "-a", "0x1", "1_0", "--1", "1.5.2", "1e5e6"],
  ...["NaN", "Infinity", "undefined", "tru", "True", "nul", "truex", "fals", '"', '"a', '"a\\"'],
];

Deno.test("spansOf() gives nothing for what is not JSON", () => {
  for (const json of NOT_JSON) assert.equal(read(json), undefined, JSON.stringify(json));
});

Deno.test("spansOf() gives nothing for a body that is longer than a string can be", () => {
  assert.equal(spansOf(new Uint8Array(constants.MAX_STRING_LENGTH + 1)), undefined);
});

Deno.test("spansOf() reads 100,000 nested levels, closed or not, in no time", () => {
  const depth = 100_000;
  const arrays = "[".repeat(depth);
  const objects = '{"a":'.repeat(depth);
  within(1000, () => {
    let value = read(`${objects}1${"}".repeat(depth)}`);
    for (let i = 0; i < depth; i++) value = field(value, "a");
    assert.equal(numberOf(value), 1);
    assert.ok(read(arrays + "]".repeat(depth)));
    assert.equal(read(arrays), undefined);
    assert.equal(read(objects), undefined);
    assert.equal(read(arrays + "]".repeat(depth + 1)), undefined);
  });
});

Deno.test("spansOf() reads 10 MB of anything in linear time", () => {
  const size = 10_000_000;
  const pieces = ["\\\\", '\\"', "\\n", "x", " ", "é", '\\\\\\"', "😀"];
  within(8000, () => {
    for (const piece of pieces) {
      const text = piece.repeat(size / utf8.encode(piece).length);
      const value = read(`["${text}"]`);
      assert.equal(textOf(items(value)[0]), JSON.parse(`"${text}"`));
      assert.equal(read(`["${text}`), undefined);
    }
    assert.equal(numberOf(read("1".repeat(size))), Infinity);
    assert.equal(read(" ".repeat(size)), undefined);
    assert.equal(read('"'.repeat(size)), undefined);
    assert.equal(items(read(`[${"1,".repeat(size / 2)}1]`)).length, size / 2 + 1);
  });
});

/** The limits are far off: they tell linear from quadratic, not fast from slow. */
function within(milliseconds: number, work: () => void): void {
  const took = effortOf(work);
  assert.ok(took < milliseconds, `${took} ms`);
}
