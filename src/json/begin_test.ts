import assert from "node:assert/strict";
import fc from "fast-check";
import { commonPrefix } from "../text/bytes.ts";
import { anyBody } from "./arbitrary.ts";
import { spansOf } from "./spans.ts";

const utf8 = new TextEncoder();

/** Reads a body with what was read of another, and without: the same, whatever they have in common. */
function assertSame(earlier: Uint8Array, body: Uint8Array): void {
  const root = spansOf(earlier);
  if (root === undefined) return;
  const most = commonPrefix(earlier, body);
  for (const same of new Set([most, most >> 1, 1, 0])) {
    assert.deepEqual(spansOf(body, { root, same })?.tape.cells, spansOf(body)?.tape.cells);
  }
}

Deno.test("spansOf() with another body's spans reads the same as without", () => {
  const change = fc.record({
    body: anyBody,
    at: fc.nat(),
    gone: fc.nat({ max: 20 }),
    come: fc.constantFrom("", ",", "]", "}", '"', "1", '"a":[1]', ",[[]", "{}", " ", "\\"),
  });
  fc.assert(
    fc.property(change, ({ body: { doc, before, after }, at, gone, come }) => {
      const json = before + doc.source + after;
      const place = at % (json.length + 1);
      const changed = json.slice(0, place) + come + json.slice(place + gone);
      assertSame(utf8.encode(json), utf8.encode(changed));
      assertSame(utf8.encode(changed), utf8.encode(json));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("spansOf() with another body's spans reads on in a list that has grown, and in what follows it", () => {
  const message = (i: number) => ({ role: "user", content: [{ type: "text", text: `${i} "x"` }] });
  const bodyOf = (count: number, rest: unknown) =>
    utf8.encode(
      JSON.stringify({ model: "m", messages: [...Array(count).keys()].map(message), rest }),
    );
  for (let one = 0; one < 5; one++) {
    for (let other = 0; other < 5; other++) {
      assertSame(bodyOf(one, {}), bodyOf(other, { a: [1, 2] }));
      assertSame(bodyOf(one, [12]), bodyOf(other, [123]));
    }
  }
});

Deno.test("spansOf() with another body's spans takes depth", () => {
  const deep = (depth: number, inner: string) =>
    utf8.encode(`${"[1,".repeat(depth)}${inner}${"]".repeat(depth)}`);
  assertSame(deep(100_000, "2"), deep(100_000, "3"));
  assertSame(deep(100_000, "2"), deep(100_001, "2"));
});
