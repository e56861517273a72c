import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { html } from "./html.ts";
import { pageOf } from "./page.ts";

/** A page as its source, and the words that a reader sees of it. */
interface Source {
  readonly html: string;
  readonly words: readonly string[];
}

const seen = (words: string): Source => ({ html: words, words: words.split(" ") });
const word = fc.constantFrom("alpha", "beta 7", "x &lt; y", "gamma, delta").map(seen);
const hidden = fc.constantFrom(
  "<script>if (a < b) document.write('<p>no</p>')</script>",
  "<style>p > a { color: red }</style>",
  "<svg><title>no</title><path d='M0 0'/></svg>",
  "<!-- <p>no</p> -->",
  "<STYLE media='x'>no</STYLE>",
).map((html): Source => ({ html, words: [] }));
const around = (name: string, attributes: string) => (inner: readonly Source[]): Source => ({
  html: `<${name}${attributes}>${inner.map(({ html }) => html).join(" \n ")}</${name}>`,
  words: inner.flatMap(({ words }) => words),
});
const page = fc.letrec<{ node: Source }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    word,
    hidden,
    fc.tuple(
      fc.constantFrom("p", "div", "span", "h2", "li", "em", "td", "section", "code", "pre"),
      fc.constantFrom("", " class=a", ' id="b"', " title='c > d'", ' data-x="<"'),
      fc.array(tie("node"), { maxLength: 4 }),
    ).map(([name, attributes, inner]) => around(name, attributes)(inner)),
  ),
}));

Deno.test("html keeps the words of a page in their order, and no others", () => {
  fc.assert(
    fc.property(fc.array(page.node, { maxLength: 5 }), (nodes) => {
      const { text } = pageOf(nodes.map(({ html }) => html).join("\n"));
      const words = text.replace(/\{#b\}|[`|#]|^ *- /gm, " ").split(/\s+/).filter((word) =>
        word !== "" && word !== "-"
      );
      assert.deepEqual(words, nodes.flatMap(({ words }) => words));
    }),
    { numRuns: 500 },
  );
});

Deno.test("html counts what it leaves out", () => {
  const { left } = pageOf(
    "<script>a()</script><script src=x.js></script><style>b{}</style><svg>c</svg><!-- d --><a href='#e'>e</a>" +
      "<a href=/f>f</a><a href=/f>g</a>",
  );
  assert.deepEqual(Object.fromEntries(left), {
    script: 1,
    style: 1,
    svg: 1,
    comment: 1,
    "inner or repeated link": 2,
  });
});

const PAGE = `<!doctype html><title>T</title>${"<p>some words</p>".repeat(300)}`;
const CALLS: readonly (readonly [tool: string, command: string, runs: boolean])[] = [
  ["WebFetch", "https://example.com/docs", true],
  ["Bash", "curl -s https://example.com/docs", true],
  ["Bash", "curl -s https://example.com/docs | head -c 30000", true],
  ["Bash", "curl -s https://example.com/docs | grep words", false],
  ["Bash", "curl -s http://localhost:3000/", false],
  ["Bash", "curl -s http://127.0.0.1:8080/", false],
  ["Bash", "cat index.html", false],
  ["Bash", "node render.js", false],
];
for (const [tool, command, runs] of CALLS) {
  Deno.test(`html ${runs ? "reads" : "leaves alone"} the page of ${tool} ${command}`, () => {
    assert.equal(html.matches(sightOf({ tool, command, text: PAGE })), runs);
  });
}

Deno.test("html survives what isn't closed", () => {
  for (
    const piece of [
      "<a ",
      '<a b="',
      "<!--",
      "<script>",
      "</",
      "<p title='",
      "<",
      "&lt;",
      "<b>",
      "<svg>",
      "<a href=",
    ]
  ) {
    pageOf(piece.repeat(100_000));
    pageOf(`<p>${" ".repeat(500_000)}${piece}`);
  }
});
