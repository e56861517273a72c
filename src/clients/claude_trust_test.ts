import assert from "node:assert/strict";
import { isTrusted } from "./claude_trust.ts";
import { machineWith } from "./testing.ts";

Deno.test("a project is trusted where its user said so, there or above, and where nobody is asked", () => {
  const noted = (folder: string, said: unknown = true) =>
    JSON.stringify({ projects: { [folder]: { hasTrustDialogAccepted: said } } });
  const cases: [string, string[], boolean][] = [
    [noted("/home/me/work"), [], true],
    [noted("/home/me"), [], true],
    [noted("/home/me/work/deeper"), [], false],
    [noted("/home/me/work", "true"), [], false],
    ["not JSON", [], false],
    ["{}", ["-p", "hi"], true],
    ["{}", ["--print"], true],
    ["{}", ["hi"], false],
  ];
  for (const [notes, args, want] of cases) {
    assert.equal(isTrusted(machineWith({ "/home/me/.claude.json": notes }), args), want, notes);
  }
});
