import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { blobs } from "./blobs.ts";

const squeezed = (text: string, command = "curl -s https://example.com/a") => {
  const sight = sightOf({ tool: "Bash", command, text });
  return blobs.matches(sight) ? blobs.squeeze(sight, (what) => `[${what}]`) : undefined;
};
const blob = (length: number) =>
  "iVBORw0KGgoAAAANSUhEUgAAAAEA/8+".repeat(Math.ceil(length / 31)).slice(0, length);

Deno.test("blobs tells the place, the beginning and the length of each", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom("x: ", "\n", '{"a":"', " data:image/png;base64,"), fc.nat(9000)),
        { maxLength: 5 },
      ),
      (parts) => {
        const text = parts.map(([before, length]) => `${before}${blob(length)}" `).join("");
        const short = squeezed(text);
        const long = parts.filter(([, length]) => length >= 4000);
        // What stands right before a run may be base64 too.
        const restored = (short ?? text).replace(
          /\n\[\d+ characters of base64 left out at …\]$/,
          "",
        )
          .replaceAll(
            /([\w+/=-]{40})…\((\d+) characters\)/g,
            (_, shown, length) => shown + blob(Number(length)).slice(40),
          );
        assert.equal(restored, text);
        assert.equal(short === undefined, long.length === 0);
      },
    ),
  );
});

Deno.test("blobs leaves alone what somebody asked for, and what is no base64", () => {
  assert.equal(squeezed(blob(9000), "base64 -w0 a.png"), undefined);
  assert.equal(squeezed("a".repeat(9000)), undefined);
  assert.equal(squeezed("some words ".repeat(900)), undefined);
  assert.equal(squeezed(blob(3000)), undefined);
});
