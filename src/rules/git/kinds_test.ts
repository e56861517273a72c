import assert from "node:assert/strict";
import { sightOf } from "../sight.ts";
import { git } from "./list.ts";

const DIFF = "diff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b";
const LOG = "commit 0123456789\nAuthor: A <a@b.c>\nDate:   now\n\n    Title";
const STATUS = "Untracked files:\n\ta.ts";

function rulesFor(command: string, text: string, tool = "Bash"): string[] {
  return git.filter((rule) => rule.matches(sightOf({ tool, command, text }))).map(({ name }) =>
    name
  );
}

const BOTH = ["git_diff", "git_diff_heads"];
const HEADS = ["git_diff_heads"];

const CASES: readonly [command: string, text: string, rules: readonly string[]][] = [
  ["git diff", DIFF, BOTH],
  ["cd /x && git -C sub --no-pager diff --cached | cat", DIFF, BOTH],
  ["git stash show -p | head -50", DIFF, BOTH],
  ["gh pr diff 12", DIFF, BOTH],
  ["svn diff -r 3", DIFF, BOTH],
  ["diff -ru a b", DIFF, BOTH],
  ["curl -sL https://github.com/x/y/pull/12.diff", DIFF, BOTH],
  ["npm test; git diff", DIFF, BOTH],
  ["git diff -U20", DIFF, HEADS],
  ["git show -W HEAD", DIFF, HEADS],
  ["git diff --word-diff", DIFF, []],
  ["git diff --color-words=.", DIFF, []],
  ["git diff | grep '^+'", DIFF, []],
  ["grep -rn 'diff --git' docs", DIFF, []],
  ["git grep -n diff", DIFF, []],
  ["make check", DIFF, []],
  ["git log", LOG, ["git_log_trailers", "git_log"]],
  ["git log -p", `${LOG}\n\n${DIFF}`, BOTH],
  ["make log", LOG, []],
  ["git status", STATUS, ["git_status"]],
  ["git status; git diff", `${STATUS}\n\n${DIFF}`, BOTH],
  ["git log --oneline", "1234567 Title", []],
  ["git branch -v && ls", "* main   1234567 Title", []],
];

for (const [command, text, rules] of CASES) {
  Deno.test(`rules of git for ${command}: ${rules.join(", ") || "none"}`, () => {
    assert.deepEqual(rulesFor(command, text), rules);
  });
}

Deno.test("the rules of git know tools that are git themselves, and those that give a diff", () => {
  assert.deepEqual(rulesFor("", DIFF, "mcp__git__git_diff_unstaged"), BOTH);
  assert.deepEqual(rulesFor("", DIFF, "mcp__github__get_pull_request_diff"), BOTH);
  assert.deepEqual(rulesFor("", LOG, "mcp__git__git_log"), ["git_log_trailers", "git_log"]);
  assert.deepEqual(rulesFor("", DIFF, "mcp__files__search"), []);
});
