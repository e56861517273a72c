import assert from "node:assert/strict";
import { unwrapped } from "./wrapping.ts";

const REMINDER = "\n\n<system-reminder>\nKeep to the plan.\n</system-reminder>\n";

const cases: readonly (readonly [name: string, head: string, body: string, tail: string])[] = [
  ["nothing around it", "", "a\nb\n", ""],
  ["an exit code", "Exit code 1\n", "a\nb", ""],
  [
    "Codex's header",
    "Chunk ID: 11138d\nWall time: 9.5659 seconds\nProcess exited with code 0\nOriginal token count: 9\nOutput:\n",
    "a\n",
    "",
  ],
  ["the header of Codex's own tools", "Exit code: 0\nWall time: 0 seconds\nOutput:\n", "a\n", ""],
  [
    "Gemini CLI's tag",
    "<untrusted_context>\nOutput: ",
    "a\nb",
    "\nProcess Group PGID: 89\n</untrusted_context>",
  ],
  ["a reminder", "", "a", REMINDER],
  ["two reminders", "", "a", REMINDER + REMINDER],
];

for (const [name, head, body, tail] of cases) {
  Deno.test(`unwrapped() sets apart ${name}`, () => {
    assert.deepEqual(unwrapped(head + body + tail), { head, body, tail });
  });
}

Deno.test("unwrapped() takes no words of the output itself", () => {
  for (const text of ["a\nExit code 1\n", "<system-reminder> a", "a</system-reminder>", ""]) {
    assert.deepEqual(unwrapped(text), { head: "", body: text, tail: "" });
  }
});
