import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { settable } from "../setup/scene.ts";
import { clientNames } from "../setup/names.ts";
import { commands } from "../../list.ts";
import { atConsole } from "../../../../tests/support/console.ts";
import { entriesOf } from "./entries.ts";
import { scripts } from "./list.ts";

const entries = entriesOf(commands);

function hasNo(program: string): boolean {
  return spawnSync(program, ["-c", "true"]).status !== 0;
}

/** What bash offers when Tab is hit after the last of these words. */
function offered(...words: string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(" ");
  const script = `${scripts.bash(entries)}
COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _squeezr; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-uc", script], { encoding: "utf8" });
  assert.equal(stderr, "");
  return stdout.trim().split("\n");
}

Deno.test({
  name: "bash completes commands, their first words and their flags",
  ignore: hasNo("bash"),
  fn: () => {
    assert.deepEqual(offered("squeezr", "sta"), ["start", "status", "stats"]);
    assert.deepEqual(offered("squeezr", "--v"), ["--version"]);
    assert.deepEqual(offered("squeezr", "bypass", "o"), ["on", "off"]);
    assert.deepEqual(offered("squeezr", "help", "conf"), ["config"]);
    assert.deepEqual(offered("squeezr", "start", "--f"), ["--foreground"]);
    assert.deepEqual(offered("squeezr", "start", "--b"), [""]);
    // A value, and what is no word of ours, is a file's name: bash's own business.
    assert.deepEqual(offered("squeezr", "start", "--config", ""), [""]);
    assert.deepEqual(offered("squeezr", "nonsense", ""), [""]);
  },
});

for (const [shell, check] of [["zsh", ["-n"]], ["fish", ["--no-execute"]]] as const) {
  Deno.test({
    name: `${shell} takes its script`,
    ignore: hasNo(shell),
    fn: () => {
      const { status, stderr } = spawnSync(shell, check, { input: scripts[shell](entries) });
      assert.deepEqual([status, String(stderr)], [0, ""]);
    },
  });
}

Deno.test("every script knows every command and flag, and none that is hidden", () =>
  atConsole(async ({ type }) => {
    for (const shell of Object.keys(scripts)) {
      const { code, out } = await type("completions", shell);
      assert.equal(code, 0);
      for (const { name, flags } of entries) {
        assert.ok(out.includes(name), `${shell}: ${name}`);
        for (const { long } of flags) {
          assert.ok(
            out.includes(shell === "fish" ? `-l ${long.slice(2)}` : long),
            `${shell} ${long}`,
          );
        }
      }
      assert.doesNotMatch(out, /behind\b(?! what)/);
    }
    const wrong = await type("completions", "bahs");
    assert.equal(wrong.code, 2);
    assert.match(
      wrong.err,
      /takes bash, zsh, fish, powershell; received "bahs" \(did you mean bash/,
    );
    assert.equal((await type("completions")).code, 2);
  }));

Deno.test("setup's names are those of the clients that there are", () => {
  assert.deepEqual(clientNames, settable.map(({ name }) => name));
});

Deno.test("the manual page tells of every command, in what roff reads without a warning", () =>
  atConsole(async ({ type }) => {
    const { code, out } = await type("help", "--man");
    assert.equal(code, 0);
    for (const { name } of commands) {
      assert.match(out, new RegExp(`^\\.SS squeezr ${name}\\b`, "m"));
    }
    if (spawnSync("groff", ["--version"]).status !== 0) return;
    const { stderr } = spawnSync("groff", ["-man", "-ww", "-z"], { input: out });
    assert.equal(String(stderr), "");
  }));
