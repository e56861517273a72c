import assert from "node:assert/strict";
import { sightOf } from "../sight.ts";
import { ruleOf, type UserRule } from "./user_rule.ts";

const TEXT = "start\nwaiting 1\nwaiting 2\nwaiting for node 3\nwaiting 4\ndone";

function answerOf(more: Partial<UserRule>, command = "deploy prod", text = TEXT) {
  const rule = ruleOf({
    name: "deploy",
    doc: "our deploys",
    command: "^deploy ",
    text: undefined,
    drop: [],
    keep: [],
    cap: undefined,
    ...more,
  });
  const sight = sightOf({ tool: "Bash", command, text });
  return rule.matches(sight) ? rule.squeeze(sight, (what) => `[${what}]`) : undefined;
}

Deno.test("lines that match go, and are counted where the first of them stood", () => {
  assert.equal(answerOf({ drop: ["^waiting"] }), "start\n[4 lines]\ndone");
});

Deno.test("lines to keep stay", () => {
  const answer = answerOf({ drop: ["^waiting"], keep: ["node"] });
  assert.equal(answer, "start\n[3 lines]\nwaiting for node 3\ndone");
});

Deno.test("no more lines than the cap stay, those to keep aside", () => {
  assert.equal(answerOf({ cap: 2 }), "start\nwaiting 1\n[4 lines]");
  assert.equal(answerOf({ cap: 1, keep: ["^done$"] }), "start\n[4 lines]\ndone");
});

Deno.test("a rule runs where its command and its text match", () => {
  assert.equal(answerOf({ drop: ["^waiting"] }, "make deploy"), undefined);
  assert.equal(answerOf({ drop: ["^waiting"], text: "^done$" }), "start\n[4 lines]\ndone");
  assert.equal(answerOf({ drop: ["^waiting"], text: "failed" }), undefined);
});

Deno.test("a command is known in whatever line it stands, with what stands before it set apart", () => {
  for (
    const command of [
      "cd app && deploy prod",
      "sudo FORCE=1 deploy prod 2>&1 | tail",
      "bash -c 'deploy prod'",
    ]
  ) {
    assert.ok(answerOf({ drop: ["^waiting"] }, command), command);
  }
});

Deno.test("what reports trouble stays, whatever was asked for", () => {
  const text = TEXT.replace("waiting 2", "waiting: error: no lease");
  for (const more of [{ drop: ["^waiting"] }, { cap: 1 }]) {
    assert.match(answerOf(more, "deploy prod", text)!, /^waiting: error: no lease$/m);
  }
});

Deno.test("what loses but a line is left alone", () => {
  assert.equal(answerOf({ drop: ["^done"] }), undefined);
});
