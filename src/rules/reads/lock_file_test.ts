import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fixtureOf } from "../fixtures.ts";
import { sightOf } from "../sight.ts";
import { lockFile } from "./lock_file.ts";

const FIXTURES = new URL("../testdata/lock_file/", import.meta.url);
const note = (what: string) => `[${what}]`;
const squeezed = (command: string, text: string, tool = "Read") => {
  const sight = sightOf({ tool, command, text });
  return lockFile.matches(sight) ? lockFile.squeeze(sight, note) : undefined;
};

for (const file of readdirSync(FIXTURES)) {
  Deno.test(`lock_file keeps lines of ${file} as they are, and counts those that go`, () => {
    const { tool, command, text } = fixtureOf(readFileSync(new URL(file, FIXTURES), "utf8"));
    const answer = squeezed(command, text, tool);
    if (answer === undefined) return;
    const [lines, kept] = [text, answer].map((whole) => whole.split("\n"));
    const notes = kept.filter((line) => line.startsWith("[") && line.includes("left out"));
    assert.equal(notes.length, 1);
    assert.match(notes[0], new RegExp(` ${lines.length - kept.length + 1} lines left out`));
    let at = 0;
    for (const line of kept.filter((line) => line !== notes[0])) {
      at = lines.indexOf(line, at) + 1;
      assert.ok(at > 0, `not a line of the file, in its place: ${line}`);
    }
  });
}

const HASHES = Array.from(
  { length: 9 },
  (_, i) => `name = "a${i}"\nversion = "1.0"\nchecksum = "${String(i).repeat(64)}"`,
).join("\n");

const NOT_THEIRS: readonly (readonly [tool: string, command: string])[] = [
  ["Read", "/x/Cargo.toml"],
  ["Read", "/x/go.sum"],
  ["Bash", "grep checksum Cargo.lock"],
  ["Bash", "cat Cargo.lock | grep -A2 a1"],
  ["Bash", "awk '/checksum/' Cargo.lock"],
  ["Bash", "sed -n '/a1/,/a2/p' Cargo.lock"],
];
for (const [tool, command] of NOT_THEIRS) {
  Deno.test(`lock_file leaves ${command} alone`, () => {
    assert.equal(squeezed(command, HASHES, tool), undefined);
  });
}

Deno.test("lock_file reads a piece of a lock file, and one cut in a part", () => {
  assert.match(squeezed("sed -n '10,90p' Cargo.lock", HASHES, "Bash") ?? "", /9 packages/);
  const cut = `wheels = [\n${'    { url = "x", hash = "y" },\n'.repeat(9)}`;
  assert.match(squeezed("uv.lock", cut) ?? "", /^\[10 lines left out: wheels\]$/m);
});

Deno.test("lock_file survives long lines", () => {
  for (const piece of [" ", "/1", '"', "@1", "name = "]) {
    squeezed("pnpm-lock.yaml", `  ${piece.repeat(500_000)}`);
    squeezed("uv.lock", `${piece.repeat(500_000)}`);
  }
});
