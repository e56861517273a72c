import assert from "node:assert/strict";
import fc from "fast-check";
import type { Rule } from "../rule.ts";
import { sightOf } from "../sight.ts";
import { gitObjects } from "./git_objects.ts";
import { gitObjectsIds } from "./git_objects_ids.ts";
import { gitRefs } from "./git_refs.ts";
import { gitShortlog } from "./git_shortlog.ts";
import { gitStat } from "./git_stat.ts";
import { gitStatus } from "./git_status.ts";
import { gitStatusHints } from "./git_status_hints.ts";

const note = (what: string) => `[${what}]`;

/** What the rule makes of a text; the text itself where another rule has it. */
function made(rule: Rule, command: string, text: string): string {
  const sight = sightOf({ tool: "Bash", command, text });
  return (rule.matches(sight) ? rule.squeeze(sight, note) : undefined) ?? text;
}

const path = fc.constantFrom(
  "a.ts",
  "src/b c.ts",
  '"n\\303\\257.ts"',
  "M (2):",
  "x -> y",
  "d/e",
  "?? f",
);
const unique = <T>(rows: fc.Arbitrary<T>, name: (row: T) => string) =>
  fc.uniqueArray(rows, { selector: name, maxLength: 30 });

/** Rows under their headings as rows of their own again: what begins with a space stands under one. */
function ungrouped(text: string, between: string): string[] {
  let state: string | undefined;
  return text.split("\n").flatMap((line) => {
    const [, said] = /^("[A-Z? ]{2}"|[A-Z?]{1,2}|R\d+|\w+ mode \d+) \(\d+\):$/.exec(line) ?? [];
    if (said !== undefined) state = said.replaceAll('"', "");
    if (said !== undefined) return [];
    if (line.startsWith(" ") && state !== undefined) return [state + between + line.slice(1)];
    return [line];
  });
}

Deno.test("git_status says of each file what the short status says", () => {
  const row = fc.tuple(fc.constantFrom(" M", "M ", "MM", "??", "R ", "UU", "A "), path);
  fc.assert(fc.property(unique(row, String), (rows) => {
    const lines = rows.map(([state, name], i) => `${state} dir${i}/${name}`);
    const answer = made(gitStatus, "git status -s", lines.join("\n"));
    assert.deepEqual(ungrouped(answer, " ").sort(), lines.length === 0 ? [""] : lines.sort());
    assert.equal(made(gitStatus, "git status -s", answer), answer);
  }));
});

Deno.test("git_status says of each file what --name-status says, and its counts are true", () => {
  const row = fc.tuple(fc.constantFrom("M", "A", "D", "R100", "R087", "T"), path);
  fc.assert(fc.property(unique(row, String), (rows) => {
    const lines = rows.map(([state, name], i) => `${state}\tdir${i}/${name}`);
    const answer = made(gitStatus, "git diff --name-status", lines.join("\n"));
    assert.deepEqual(ungrouped(answer, "\t").sort(), lines.length === 0 ? [""] : lines.sort());
    for (const [, state, count] of answer.matchAll(/^(\S+) \((\d+)\):$/gm)) {
      assert.equal(lines.filter((line) => line.startsWith(`${state}\t`)).length, Number(count));
    }
  }));
});

Deno.test("git_stat says which files came and went, with their modes", () => {
  const row = fc.tuple(
    fc.constantFrom("create mode 100644", "create mode 100755", "delete mode 100644"),
    path,
  );
  fc.assert(fc.property(unique(row, String), (rows) => {
    const lines = rows.map(([state, name], i) => ` ${state} dir${i}/${name}`);
    const answer = made(gitStat, "git commit -m x", lines.join("\n"));
    assert.deepEqual(
      ungrouped(answer, " ").map((line) => line.trim()).sort(),
      lines.length === 0 ? [""] : lines.map((line) => line.trim()).sort(),
    );
  }));
});

const STATUS = [
  "On branch main",
  "Your branch is ahead of 'origin/main' by 2 commits.",
  '  (use "git push" to publish your local commits)',
  "",
  "You are currently rebasing.",
  '  (all conflicts fixed: run "git rebase --continue")',
  "",
  "Changes not staged for commit:",
  '  (use "git add/rm <file>..." to update what will be committed)',
  '  (use "git restore <file>..." to discard changes in working directory)',
  "\tdeleted:    a.ts",
  "\tmodified:   lib (new commits, modified content)",
  "",
  "Unmerged paths:",
  '  (use "git add <file>..." to mark resolution)',
  "\tboth modified:   b.ts",
  "\tdeleted by them: c.ts",
  "",
  "no changes added to commit",
];

Deno.test("git_status_hints leaves out advice alone, and says how much of it", () => {
  const answer = made(gitStatusHints, "git status", STATUS.join("\n"));
  const spoken = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/ +/g, " "));
  assert.deepEqual(
    spoken(answer.split("\n")).filter((line) => line !== "" && line !== "[3 hints]"),
    spoken(STATUS).filter((line) => line !== "" && !line.includes("<file>")),
  );
  assert.ok(answer.includes("\n[3 hints]\n"));
});

Deno.test("git_objects says of each file its mode, id, stage and name", () => {
  const row = fc.tuple(
    fc.constantFrom("100644", "100755", "120000", "160000"),
    fc.stringMatching(/^[0-9a-f]{40}$/),
    fc.constantFrom("0", "2"),
    path,
  );
  fc.assert(fc.property(fc.array(row, { minLength: 4, maxLength: 9 }), (rows) => {
    const text = rows.map(([mode, id, stage, name]) => `${mode} ${id} ${stage}\t${name}`).join(
      "\n",
    );
    const [legend, ...lines] = made(gitObjects, "git ls-files -s", text).split("\n");
    if (rows.every(([mode]) => mode !== "100644")) return;
    assert.equal(legend, "[100644, stage 0 unless shown]");
    assert.deepEqual(
      lines.map((line) => /^(?:(\d{6}) )?([0-9a-f]{40})(?: ([1-3]))? (.*)$/.exec(line)?.slice(1)),
      rows.map(([mode, id, stage, name]) => [
        mode === "100644" ? undefined : mode,
        id,
        stage === "0" ? undefined : stage,
        name,
      ]),
    );
    const short = made(gitObjectsIds, "git ls-files -s", text);
    assert.ok(short.endsWith(`\n[${rows.length} ids cut to 10 digits]`));
    assert.ok(
      rows.every(([, id, , name]) => short.includes(id.slice(0, 10)) && short.includes(name)),
    );
  }));
});

Deno.test("git_shortlog says how many commits each author has", () => {
  const row = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.stringMatching(/^\w[\w .:]{0,9}$/));
  fc.assert(fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
    const lines = rows.map(([count, name]) => `${count}`.padStart(6) + `\t${name}`);
    const answer = made(gitShortlog, "git shortlog -sn", lines.join("\n"));
    const said = answer.startsWith("[")
      ? answer.split("\n").slice(1).flatMap((line) => {
        const [, count, names] = /^(\d+): (.*)$/.exec(line) ?? [];
        return names.split("; ").map((name) => count.padStart(6) + `\t${name}`);
      })
      : answer.split("\n");
    assert.deepEqual(said.sort(), rows.length === 0 ? [""] : lines.sort());
  }));
});

Deno.test("git_stat takes padding, and the length of bars that say no more than their number", () => {
  const text = [
    " src/a.ts                | 120 ++++++++++++++++++++",
    " src/{old => new}/b.ts   |  12 +++---",
    " logo.png                | Bin 0 -> 120 bytes",
    " ...",
    " long | name.md          |   2 --",
    " 5 files changed, 124 insertions(+), 10 deletions(-)",
  ].join("\n");
  const answer = [
    " src/a.ts | 120 +",
    " src/{old => new}/b.ts | 12 +++---",
    " logo.png | Bin 0 -> 120 bytes",
    " ...",
    " long | name.md | 2 -",
    " 5 files changed, 124 insertions(+), 10 deletions(-)",
  ].join("\n");
  assert.equal(made(gitStat, "git pull", text), answer);
  const table = " a    |  12\n b    |  13 ++\n changed";
  assert.equal(made(gitStat, "git diff", table), table);
});

Deno.test("git_refs leaves alone what another program may have printed", () => {
  const text = "* main       1234567 Title\n  topic      89abcde Other";
  assert.equal(made(gitRefs, "git branch -v", text), "* main 1234567 Title\n topic 89abcde Other");
  assert.equal(made(gitRefs, "git branch -v; npm ls", text), text);
});
