import assert from "node:assert/strict";
import { mayBeCut, printedBy, printersOf } from "./printer.ts";
import { sightOf } from "./sight.ts";

const sight = (command: string, tool = "Bash") => sightOf({ tool, command, text: "" });

const cases: readonly (readonly [command: string, printers: string])[] = [
  ["git diff", "git"],
  ["cd /x && git -C y log -3 | head -20", "git"],
  ["npm test 2>&1 | tee log | tail -5", "npm"],
  ["npm test | grep fail", "grep"],
  ["cat a b | head", "cat"],
  ["make; ls", "make ls"],
];

for (const [command, printers] of cases) {
  Deno.test(`printersOf() of ${command} gives ${printers}`, () => {
    assert.equal(printersOf(sight(command)).map(({ program }) => program).join(" "), printers);
  });
}

Deno.test("printedBy() knows the subcommand behind a program's own options", () => {
  assert.ok(printedBy(sight("git -C x --no-pager log -3 | head"), "git", "log", "show"));
  assert.ok(!printedBy(sight("git diff"), "git", "log"));
  assert.ok(!printedBy(sight("git diff", "Grep"), "git"));
});

Deno.test("mayBeCut() sees what shows a beginning or an end alone", () => {
  assert.ok(mayBeCut(sight("npm test | tail -5")));
  assert.ok(!mayBeCut(sight("npm test")));
});
