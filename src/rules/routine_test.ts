import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { fixtureOf } from "./fixtures.ts";
import { routine } from "./routine.ts";
import { sightOf } from "./sight.ts";
import { effortOf } from "../../tests/support/effort.ts";

const FIXTURES = new URL("./testdata/routine/", import.meta.url);

/** Lines of many tools, in any order. */
const LINES = readdirSync(FIXTURES)
  .flatMap((file) => fixtureOf(readFileSync(new URL(file, FIXTURES), "utf8")).text.split("\n"));

const COMMANDS = ["make", "npm ci", "pip install x", "cargo build", "docker build .", "curl x"];

/** What the rule makes of a command's print; `undefined` where it leaves it alone. */
function squeezed(text: string, command: string): string | undefined {
  const sight = sightOf({ tool: "Bash", command, text });
  return routine.matches(sight) ? routine.squeeze(sight, (what) => `[${what}]`) : undefined;
}

Deno.test("routine leaves lines of the input in their order, and one note that counts the others", () => {
  const line = fc.constantFrom(...LINES);
  fc.assert(fc.property(
    fc.array(line, { minLength: 5, maxLength: 40 }),
    fc.constantFrom(...COMMANDS),
    (lines, command) => {
      const answer = squeezed(lines.join("\n"), command);
      if (answer === undefined) return;
      const notes = answer.split("\n").filter((line) => /^\[\d+ lines? of /.test(line));
      assert.equal(notes.length, 1);
      const kept = answer.split("\n").filter((line) => line !== notes[0]);
      let at = 0;
      for (const line of kept) {
        at = lines.findIndex((input, i) => i >= at && input.endsWith(line)) + 1;
        assert.ok(at > 0, line);
      }
      const gone = lines.filter(isWritten).length - kept.filter(isWritten).length;
      const counted = [...notes[0].matchAll(/(\d+) lines? of/g)]
        .reduce((sum, [, count]) => sum + Number(count), 0);
      // Of a meter's row a part may stay.
      assert.ok(counted === gone || command === "curl x" || counted > gone, notes[0]);
      assert.equal(squeezed(answer, command), undefined, "squeezed twice");
    },
  ));
});

Deno.test("routine leaves alone what was asked for line by line", () => {
  const text = `${"Get:1 http://deb.example.org/debian x [1 kB]\n".repeat(20)}`;
  assert.notEqual(squeezed(text, "apt-get install x"), undefined);
  for (
    const command of ["apt-get install x | grep Get", "cat install.log", "docker logs web", ""]
  ) {
    assert.equal(squeezed(text, command), undefined, command);
  }
});

const SLOW: readonly string[] = [
  " ".repeat(1_000_000),
  "checking ".repeat(100_000),
  `${"checking a... ".repeat(1000)}\n`.repeat(60),
  `   Running \`${"rustc ".repeat(2000)}\n`.repeat(80),
  `gcc ${"-O2 -c x.c ".repeat(1500)}\n`.repeat(60),
  "make[1]: Entering directory 'x'\n".repeat(30_000),
  "[INFO] --- a:b @ c ---\n[INFO]\n".repeat(30_000),
  `${"\r  0".repeat(4000)}\n`.repeat(60),
  `-- ${" - ".repeat(5000)}\n`.repeat(60),
  "Waiting for x rollout to finish\n".repeat(30_000),
  `${"a:".repeat(9000)}\n`.repeat(50),
];

SLOW.forEach((text, i) => {
  Deno.test(`routine is done with a long text in no time (${i + 1})`, () => {
    const took = effortOf(() => squeezed(text, "make"));
    // Far above what it takes and far below what a square of the length would.
    assert.ok(took < 3000, `${took} ms`);
  });
});

function isWritten(line: string): boolean {
  return line.trim() !== "";
}
