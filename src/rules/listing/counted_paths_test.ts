import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { countedPaths } from "./counted_paths.ts";

const answer = (text: string, command = "find . -name '*.ts' | xargs wc -l | sort -n") =>
  answerOf(countedPaths, { tool: "Bash", command, text });

const count = fc.nat(99_999);
const path = fc.tuple(
  fc.constantFrom("", "src/", "src/a b/", "src/x:12:y/"),
  fc.constantFrom("a.ts", "été.md", "my file", "7 seas"),
).map((parts) => parts.join(""));
const root = fc.constantFrom("", "./", "/home/me/", "lib/");

Deno.test("every count can be read off with its path, in its place", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(count, path), { minLength: 4, maxLength: 20 }),
      root,
      (rows, root) => {
        const told = rows.map(([count, path]) => `${count} ${root}${path}`);
        const text = [
          ...rows.map(([count, path]) => `${`${count}`.padStart(7)} ${root}${path}`),
          "   9999 total",
        ];
        const squeezed = answer(text.join("\n"));
        const lines = squeezed.split("\n");
        const under = /^\[paths are under (.*)\]$/.exec(lines[0])?.[1];
        const read = (under === undefined ? lines : lines.slice(1)).slice(0, -1)
          .map((line) => line.replace(/^(\d+) (?!total$)/, `$1 ${under ?? ""}`));
        assert.deepEqual(read, told);
        assert.equal(lines.at(-1), "9999 total");
        assert.equal(answer(squeezed), squeezed);
      },
    ),
  );
});

Deno.test("other counts stay", () => {
  const rows = ["   3 x/a", "  12 x/b", " 120 x/c", "   7 x/d"].join("\n");
  for (const command of ["uniq -c list", "du -a x", "wc -l x/*; ls", "wc -l x/* | awk '{print}'"]) {
    assert.equal(answer(rows, command), rows);
  }
  assert.equal(answer(`${rows}\nwc: x/e: Is a directory`, "wc -l x/*").startsWith("[paths"), false);
});
