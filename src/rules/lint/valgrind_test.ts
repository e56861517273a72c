import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { valgrind } from "./valgrind.ts";

const squeezed = (text: string) =>
  valgrind.squeeze(sightOf({ tool: "Bash", command: "valgrind ./a", text }), (what) => `[${what}]`);

Deno.test("valgrind can be written out again", () => {
  const line = fc.constantFrom(
    "==77== Invalid read",
    "==77==",
    "==77==    at 0x1: f (a.c:3)",
    "==78== fork",
    "own",
    "",
    "==",
  );
  fc.assert(fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
    const answer = squeezed(lines.join("\n"));
    if (answer === undefined) return;
    const [, mark] = /^\[= at the start of a line is (\S+)\]$/m.exec(answer) ?? [];
    const back = answer.split("\n")
      .filter((line) => !line.startsWith("["))
      .map((line) => line === "=" || line.startsWith("= ") ? mark + line.slice(1) : line);
    assert.deepEqual(back, lines);
  }));
});

Deno.test("valgrind leaves a text alone that has such lines of its own", () => {
  assert.equal(squeezed(`${"==77== Invalid read\n".repeat(9)}= 3`), undefined);
});
