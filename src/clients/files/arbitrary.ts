import fc from "fast-check";

/** Space and comments, as people leave them between the parts of a file. */
const gap = fc.array(
  fc.constantFrom("", " ", "  ", "\t", "\n", "\n  ", "\r\n", "// ü, {\n", '/* "x": */'),
  { maxLength: 2 },
).map((parts) => parts.join(""));

const scalar = fc.oneof(
  fc.constantFrom("true", "null", "-1.0e3", "12345678901234567890"),
  fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"//"', '",}"', '"\\u00e9"'),
);

const name = fc.constantFrom("env", "ANTHROPIC_BASE_URL", "a", "é", "provider", "options", "x,");

/** JSON texts as editors of people and programs leave them: comments, commas at the end, odd space, marks at the start. */
export const jsonFiles: fc.Arbitrary<string> = fc.letrec<{ object: string; value: string }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, tie("object")),
    object: fc.tuple(
      fc.array(fc.tuple(gap, name, gap, gap, tie("value"), gap), { maxLength: 4 }),
      fc.boolean(),
      gap,
    ).map(([members, comma, end]) => {
      const texts = members.map(([a, key, b, c, value, d]) =>
        `${a}${JSON.stringify(key)}${b}:${c}${value}${d}`
      );
      return `{${texts.join(",")}${comma && texts.length > 0 ? "," : ""}${end}}`;
    }),
  }),
).object.chain((object) =>
  fc.tuple(fc.constantFrom("", "\ufeff"), gap, gap).map(([mark, before, after]) =>
    mark + before + object + after
  )
);

/** TOML texts with comments, tables, odd space and either kind of line feed. */
export const tomlFiles: fc.Arbitrary<string> = fc.tuple(
  fc.constantFrom("", "\ufeff"),
  fc.subarray([
    "# top",
    'model = "o3"  # é',
    "",
    "  retries=3",
    'text = """\n[not] = "a table"\n"""',
    "openai_base_url = 'https://old/v1' # was",
    'list = [ # one\n "a",\n]',
  ]),
  fc.subarray([
    "[upstreams]\nmine = { url = 'http://a', api = \"openai\" } # mine",
    '# next\n[model_providers.corp]\nname = "c"\n  base_url = "https://corp/v1"',
    "[tui]\n\nx = 1979-05-27",
  ]),
  fc.boolean(),
  fc.boolean(),
).map(([mark, top, tables, windows, ended]) => {
  const text = mark + [...top, ...tables].join("\n") + (ended ? "\n" : "");
  return windows ? text.replaceAll("\n", "\r\n") : text;
});

/** Profiles of shells, and .env files. */
export const lineFiles: fc.Arbitrary<string> = fc.tuple(
  fc.array(fc.constantFrom("# é", "", "export A=1", "if x; then", "  B='2'", "fi", "\\")),
  fc.boolean(),
  fc.boolean(),
).map(([lines, windows, ended]) =>
  lines.join(windows ? "\r\n" : "\n") + (ended && lines.length > 0 ? "\n" : "")
);
