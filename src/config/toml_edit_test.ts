import assert from "node:assert/strict";
import fc from "fast-check";
import { parse, stringify } from "smol-toml";
import type { Value } from "./check.ts";
import { EditRefused, literalOf, withKey } from "./toml_edit.ts";

const file = `# my settings
[proxy] # where
port = 9000   # not 8080
  host = '127.0.0.1'

# what goes
[compression]
skip_tools = [
  "Read",
  "Bash",
] # loud ones
`;

Deno.test("withKey() changes the value and leaves comments and layout", () => {
  assert.equal(withKey(file, "proxy.port", 1), file.replace("9000", "1"));
  assert.equal(
    withKey(file, "compression.skip_tools", []),
    file.replace('[\n  "Read",\n  "Bash",\n]', "[]"),
  );
});

Deno.test("withKey() puts a new key after what its section has, indented like it", () => {
  assert.equal(
    withKey(file, "proxy.allowed_hosts", ["a"]),
    file.replace("'127.0.0.1'\n", `'127.0.0.1'\n  allowed_hosts = ["a"]\n`),
  );
  assert.equal(withKey(file, "compression.threshold", 900), `${file}threshold = 900\n`);
});

Deno.test("withKey() adds the section where there is none", () => {
  assert.equal(withKey("", "cache.enabled", false), "[cache]\nenabled = false\n");
  assert.equal(withKey(file, "cache.enabled", false), `${file}\n[cache]\nenabled = false\n`);
  assert.equal(withKey("# only", "cache.enabled", true), "# only\n\n[cache]\nenabled = true\n");
});

Deno.test("withKey() knows the other ways to write a key", () => {
  const cases: [string, string, Value, string][] = [
    ["[cache]", "cache.enabled", true, "[cache]\nenabled = true\n"],
    [
      "cache.enabled = true # on\nx = 1",
      "cache.enabled",
      false,
      "cache.enabled = false # on\nx = 1",
    ],
    [
      "cache.enabled = true\nx = 1\n",
      "cache.max_entries",
      7,
      "cache.enabled = true\ncache.max_entries = 7\nx = 1\n",
    ],
    [`[ "cache" ]\n'enabled'=true`, "cache.enabled", false, `[ "cache" ]\n'enabled'=false`],
    ["[proxy]\r\nport = 1\r\n", "proxy.host", "::1", `[proxy]\r\nport = 1\r\nhost = "::1"\r\n`],
    [
      `[proxy]\nhost = """a\\"""b""""\n# [proxy]\n`,
      "proxy.host",
      "b",
      `[proxy]\nhost = "b"\n# [proxy]\n`,
    ],
    [
      "[upstreams]\n[upstreams.a]\nurl='http://a'\n",
      "upstreams.b",
      { url: "http://b", api: "openai" },
      `[upstreams]\nb = { url = "http://b", api = "openai" }\n[upstreams.a]\nurl='http://a'\n`,
    ],
  ];
  for (const [text, key, value, want] of cases) assert.equal(withKey(text, key, value), want);
});

Deno.test("withKey() refuses what it can't write without touching more", () => {
  const cases: [string, string, RegExp][] = [
    ["x = 1\ncache = { enabled = true }", "cache.enabled", /^line 2 writes cache as a table/],
    ["[upstreams.a]\nurl = 'http://a'", "upstreams.a", /^line 1 writes upstreams\.a as a table/],
    [
      "[[cache]]\nx = 1",
      "cache.enabled",
      /^cache\.enabled can't be set without changing something else/,
    ],
    [
      "[cache]\nmax_entries = [ # old\n]",
      "cache.max_entries",
      /^line 2 holds comments inside the value/,
    ],
  ];
  for (const [text, key, message] of cases) {
    assert.throws(() => withKey(text, key, 1), (error) => {
      assert.ok(error instanceof EditRefused);
      assert.match(error.message, message);
      return true;
    });
  }
});

Deno.test("literalOf() writes what a parser reads back, whatever the text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assert.equal(parse(`x = ${literalOf(text)}`).x, text);
    assert.deepEqual(parse(`x = ${literalOf([text, text])}`).x, [text, text]);
  }));
  assert.equal(parse(`x = ${literalOf('\u007f\u0000\\"')}`).x, '\u007f\u0000\\"');
});

Deno.test("withKey() keeps every other value of any document, or refuses", () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.string({ unit: fc.constantFrom("[", "]", "#", '"', "'", "\n", "\\", "a") })),
  );
  const name = fc.constantFrom("proxy", "port", "cache", "a b", "#", "", '"');
  const table = fc.dictionary(name, scalar);
  const documents = fc.dictionary(name, fc.oneof(scalar, table, fc.dictionary(name, table)));
  fc.assert(fc.property(documents, fc.boolean(), (document, windows) => {
    const toml = stringify(document);
    const text = windows ? toml.replaceAll("\n", "\r\n") : toml;
    try {
      const proxy = parse(withKey(text, "proxy.port", 1)).proxy;
      assert.equal(Object(proxy).port, 1);
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      const { proxy } = document;
      assert.ok(typeof proxy !== "undefined", "a document without the section refuses nothing");
    }
  }));
});

Deno.test("withKey() writes a price, the model's name in quotes where it needs them", () => {
  const price = { input: 1, output: 2 };
  const once = withKey("", 'prices."gpt-5.6"', price);
  assert.equal(once, '[prices]\n"gpt-5.6" = { input = 1, output = 2 }\n');
  assert.equal(
    withKey(once, 'prices."gpt-5.6"', { ...price, output: 3 }),
    once.replace("2 }", "3 }"),
  );
});
