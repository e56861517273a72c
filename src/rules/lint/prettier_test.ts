import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { prettier } from "./prettier.ts";

const squeezed = (text: string) => {
  const sight = sightOf({ tool: "Bash", command: "npx prettier --check .", text });
  return (prettier.matches(sight) ? prettier.squeeze(sight, (what) => `[${what}]`) : undefined) ??
    text;
};

/** A line for each file again. */
const unfolded = (text: string) =>
  text.split("\n").flatMap((line) =>
    /^\[warn\] (?:[^\s:]*[./][^\s:]* ){2,}[^\s:]+$/.test(line)
      ? line.slice("[warn] ".length).split(" ").map((file) => `[warn] ${file}`)
      : [line]
  ).join("\n");

Deno.test("prettier keeps every file, in its place", () => {
  const line = fc.constantFrom(
    "[warn] src/a.js",
    "[warn] .github/ci.yml",
    "[warn] b.md",
    "[warn] two words.md",
    "[warn] Code style issues found in 3 files. Run Prettier with --write to fix.",
    "[error] src/c.html: SyntaxError: x (1:1)",
    "Checking formatting...",
  );
  fc.assert(fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
    assert.equal(unfolded(squeezed(lines.join("\n"))), lines.join("\n"));
  }));
});
