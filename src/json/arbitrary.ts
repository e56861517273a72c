import fc from "fast-check";
import type { Kind } from "./spans.ts";

/** A random JSON value, built as text: what stands in the body, and what it means. */
export interface Doc {
  readonly kind: Kind;
  /** Its own characters, without what stands around it. */
  readonly source: string;
  /** What a string says, lone surrogates and all. */
  readonly text?: string;
  readonly items: readonly Doc[];
  readonly fields: readonly { readonly key: Doc; readonly value: Doc }[];
}

const SHORT_ESCAPES = new Map(
  ['"', "\\", "/", "\b", "\f", "\n", "\r", "\t"].map((char, i) => [char, '"\\/bfnrt'[i]]),
);

const MUST_ESCAPE = /["\\]|\p{Control}|\p{Surrogate}/u;

const gap = fc.string({ unit: fc.constantFrom(" ", "\n", "\r", "\t"), maxLength: 3 });

const char = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  fc.constantFrom(...SHORT_ESCAPES.keys(), "\0", "\u2028", "\ufeff", "😀", "é", "中", "a", "7"),
  fc.constantFrom("\ud800", "\udbff", "\udc00", "\udfff"),
);

/** Each character raw, where that is allowed, or in one of the ways to escape it. */
const spelled = fc.tuple(char, fc.constantFrom("raw", "short", "\\u", "\\U")).map(([text, how]) => {
  const short = SHORT_ESCAPES.get(text);
  if (how === "short" && short) return { text, source: "\\" + short };
  if (how === "raw" && !MUST_ESCAPE.test(text)) return { text, source: text };
  const units = [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16));
  const source = units.map((unit) => "\\u" + unit.padStart(4, "0")).join("");
  return {
    text,
    source: how === "\\U" ? source.replace(/[a-f]/g, (x) => x.toUpperCase()) : source,
  };
});

const string = fc.array(spelled, { maxLength: 40 }).map((chars): Doc => ({
  ...scalar("string", `"${chars.map(({ source }) => source).join("")}"`),
  text: chars.map(({ text }) => text).join(""),
}));

const key = fc.oneof(
  string,
  fc.constantFrom("a", "b", "2", "10", "__proto__", "").map((text): Doc => ({
    ...scalar("string", `"${text}"`),
    text,
  })),
);

const number = fc.oneof(
  fc.constantFrom("1.0", "-0", "0", "1e3", "1E+3", "-0.0e-0", "12345678901234567890", "1e999"),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.bigInt().map(String),
).map((source) => scalar("number", source));

const word = fc.constantFrom(
  scalar("boolean", "true"),
  scalar("boolean", "false"),
  scalar("null", "null"),
);

const nested = fc.letrec<{ value: Doc; array: Doc; object: Doc }>((tie) => ({
  value: fc.oneof({ depthSize: "small" }, string, number, word, tie("array"), tie("object")),
  array: fc.tuple(gap, fc.array(fc.tuple(gap, tie("value"), gap), { maxLength: 6 })).map(
    ([inside, items]): Doc => ({
      ...scalar("array", `[${listed(inside, items.map(([a, item, b]) => a + item.source + b))}]`),
      items: items.map(([, item]) => item),
    }),
  ),
  object: fc.tuple(gap, fc.array(fc.tuple(gap, key, gap, gap, tie("value"), gap), { maxLength: 6 }))
    .map(([inside, members]): Doc => ({
      ...scalar("object", `{${listed(inside, members.map(memberSource))}}`),
      fields: members.map(([, key, , , value]) => ({ key, value })),
    })),
}));

function memberSource([a, key, b, c, value, d]: [string, Doc, string, string, Doc, string]) {
  return `${a}${key.source}${b}:${c}${value.source}${d}`;
}

function listed(inside: string, parts: readonly string[]): string {
  return parts.length === 0 ? inside : parts.join(",");
}

function scalar(kind: Kind, source: string): Doc {
  return { kind, source, items: [], fields: [] };
}

/** Some documents are nested far deeper than the others. */
const around = fc.oneof(
  { weight: 9, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom("array", "object"), { maxLength: 300 }) },
);

function within(doc: Doc, kind: "array" | "object"): Doc {
  if (kind === "array") return { ...scalar("array", `[${doc.source}]`), items: [doc] };
  const key = { ...scalar("string", '"a"'), text: "a" };
  return { ...scalar("object", `{"a":${doc.source}}`), fields: [{ key, value: doc }] };
}

/** An object or array, which no truncation of it is. */
export const anyContainer: fc.Arbitrary<Doc> = fc.oneof(nested.array, nested.object);

const anyValue = fc.oneof(
  { weight: 4, arbitrary: anyContainer },
  { weight: 1, arbitrary: nested.value },
);

/** A body: a value with gaps before and after. */
export const anyBody: fc.Arbitrary<{ doc: Doc; before: string; after: string }> = fc.record({
  doc: fc.tuple(anyValue, around).map(([doc, kinds]) => kinds.reduce(within, doc)),
  before: gap,
  after: gap,
});
