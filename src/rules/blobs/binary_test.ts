import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { binary } from "./binary.ts";

const sightFor = (text: string) => sightOf({ tool: "Bash", command: "cat a.png", text });
const byte = fc.integer({ min: 0, max: 255 });
const bytes = fc.array(byte, { minLength: 500, maxLength: 900 }).map((values) =>
  new TextDecoder().decode(new Uint8Array(values))
);

Deno.test("binary gives out runs of the text alone, in their order, and counts the rest", () => {
  fc.assert(
    fc.property(
      bytes,
      fc.constantFrom("IHDR and more", "", "/lib64/ld-linux.so"),
      (noise, words) => {
        const text = `${noise}${words}${noise}`;
        assert.ok(binary.matches(sightFor(text)));
        const lines = (binary.squeeze(sightFor(text), (what) => `[${what}]`) ?? "").split("\n");
        const [left] = /\d+/.exec(lines.pop() ?? "") ?? [];
        let at = 0;
        for (const line of lines) {
          at = text.indexOf(line, at) + line.length;
          assert.ok(at >= line.length);
        }
        assert.equal(Number(left), text.length - lines.join("").length);
        if (words !== "") assert.ok(lines.some((line) => line.includes(words)));
      },
    ),
  );
});

Deno.test("binary leaves text alone, whatever its language and colours", () => {
  for (
    const text of ["some words ", "漢字かな ", "\x1b[31mred\x1b[0m ", "a\tb\r\n", "émigré ", "👩‍💻 "]
  ) {
    assert.equal(binary.matches(sightFor(text.repeat(200))), false, text);
  }
});
