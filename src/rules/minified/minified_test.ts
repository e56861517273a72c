import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { minified } from "./minified.ts";
import { GAP, type Outline } from "./outline.ts";
import { scriptOutline } from "./script.ts";
import { mapOutline } from "./source_map.ts";
import { sheetOutline } from "./stylesheet.ts";

/** Do the pieces stand in the text, one behind the other? */
function standIn(text: string, pieces: readonly string[]): boolean {
  let at = 0;
  return pieces.every((piece) => {
    at = text.indexOf(piece, at) + piece.length;
    return at >= piece.length;
  });
}

const CODE = "var a=function(b,c){return b.call(c)};X.prototype.get=a,exports.take=a;for(;;)d(e);";
const code = fc.array(
  fc.constantFrom(CODE, "f(1);", "/*! banner */", "/* aside */", '"a string"', "'b'", "{", "}"),
).map((parts) => parts.join(""));

Deno.test("an outline of a script is pieces of it, in their order", () => {
  fc.assert(fc.property(code, (text) => {
    const outline = scriptOutline(text);
    if (outline === undefined) return;
    const pieces = outline.text.split(GAP).flatMap((piece) => piece.split("\n"));
    assert.ok(standIn(text, pieces), outline.text);
  }));
});

const sheet = fc.array(
  fc.tuple(
    fc.constantFrom(".a", "#b>c", "@media print", "@keyframes d", ":root", '[e="}"]'),
    fc.constantFrom(
      "color:red",
      "background:url(data:image/png;base64,AAAA)",
      'content:"}";margin:0 0 0 0',
      ".f{top:0}.g{left:0;right:0;width:100%}",
    ),
  ),
).map((rules) => rules.map(([prelude, body]) => `${prelude}{${body}}`).join(""));

Deno.test("an outline of a style sheet has every selector of it", () => {
  fc.assert(fc.property(sheet, (text) => {
    const outline = sheetOutline(text)?.text ?? text;
    for (const [selector] of text.matchAll(/(?:\.a|#b>c|@media print|@keyframes d|:root)\{/g)) {
      assert.ok(outline.includes(selector), outline);
    }
  }));
});

const COUNTS: readonly (readonly [
  outline: (text: string) => Outline | undefined,
  text: string,
  want: Outline | undefined,
])[] = [
  [scriptOutline, `"a"${CODE}"b"`, {
    text: `"a"${GAP}X.prototype.get${GAP}exports.take${GAP}"b"`,
    left: `1 stretch of minified code without strings, ${
      CODE.length - "X.prototype.getexports.take".length
    } characters, left out at ${GAP}`,
  }],
  [
    sheetOutline,
    ".a{color:red;margin:0 0 0 0;top:0}.b{top:0}.a{color:red;margin:1px 1px;left:100px}",
    {
      text: `.a{${GAP}}.b{top:0}`,
      left: `2 bodies of minified rules left out at ${GAP}`,
    },
  ],
  [mapOutline, JSON.stringify({ version: 3, sources: ["a.ts"], mappings: "A".repeat(1234) }), {
    text: `{"version":3,"sources":["a.ts"],"mappings":"${GAP}"}`,
    left: `1 string of 1,234 characters left out at ${GAP}`,
  }],
  [scriptOutline, `f("short")`, undefined],
  [sheetOutline, ".a{top:0}", undefined],
  [mapOutline, '{"version":3}', undefined],
];
for (const [outline, text, want] of COUNTS) {
  Deno.test(`${outline.name}() of ${text.slice(0, 40)} tells what is left out`, () => {
    assert.deepEqual(outline(text), want);
  });
}

const LONG = CODE.repeat(30);
const CALLS: readonly (readonly [tool: string, command: string, text: string, runs: boolean])[] = [
  ["Read", "/x/node_modules/a/dist/a.min.js", LONG, true],
  ["Bash", "cat dist/a.js", LONG, true],
  ["Bash", "head -c 5000 dist/a.cjs", LONG, true],
  ["Bash", "curl -s https://cdn.example.com/a.min.js", LONG, true],
  ["Bash", "cat dist/a.js", LONG.replaceAll(";", ";\n"), false],
  ["Bash", "cat dist/a.js | grep exports", LONG, false],
  ["Bash", "cat data.json", LONG, false],
  ["Read", "/x/a.ts", LONG, false],
];
for (const [tool, command, text, runs] of CALLS) {
  Deno.test(`minified ${runs ? "outlines" : "leaves alone"} ${tool} ${command}, ${text.split("\n").length} lines`, () => {
    assert.equal(minified.matches(sightOf({ tool, command, text })), runs);
  });
}

Deno.test("minified survives what isn't closed", () => {
  for (
    const piece of ["{", "}", "/*", '"', "a", "export{", "exports.", "\\", "@media x{", "'", ";"]
  ) {
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    for (const outline of [scriptOutline, sheetOutline, mapOutline]) outline(text);
  }
});
