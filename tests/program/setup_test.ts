import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { programUnderTest, runProgram } from "../support/program.ts";

/** A user's home folder with these files, and the program to run there. */
async function atHome(
  files: Readonly<Record<string, string>>,
  test: (run: (...args: string[]) => ReturnType<typeof runProgram>, user: string) => Promise<void>,
): Promise<void> {
  const user = mkdtempSync(join(tmpdir(), "squeezr-home-"));
  const env = {
    HOME: user,
    USERPROFILE: user,
    XDG_CONFIG_HOME: "",
    ANTHROPIC_BASE_URL: "",
    // The source would be loaded anew into each home folder.
    DENO_DIR: process.env.DENO_DIR ?? join(process.env.HOME ?? "/", ".cache", "deno"),
  };
  const place = { home: join(user, "state"), cwd: user, env };
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(user, file)), { recursive: true });
      writeFileSync(join(user, file), text);
    }
    await test((...args) => runProgram(programUnderTest(), args, place), user);
  } finally {
    rmSync(user, { recursive: true });
  }
}

const files = {
  ".claude/settings.json": '{\n  // mine\n  "permissions": {"allow": ["Bash"]},\n}\n',
  ".codex/config.toml": '# mine\r\nmodel = "o3"\r\n\r\n[tui]\r\nx = 1',
};

Deno.test("the program points clients at itself, is found well, and leaves every byte as it was", () =>
  atHome(files, async (run, user) => {
    const texts = () => Object.keys(files).map((file) => readFileSync(join(user, file), "utf8"));
    const before = texts();
    const asked = await run("setup");
    assert.deepEqual([asked.code, /no terminal to ask on/.test(asked.stderr)], [1, true]);
    assert.deepEqual(texts(), before);
    const set = await run("setup", "--yes", "--port", "9", "claude", "codex");
    assert.equal(set.code, 0, set.stderr);
    assert.ok(texts().every((text) => text.includes("http://127.0.0.1:9")));
    const doctor = await run("doctor", "--offline", "--json");
    const { checks } = JSON.parse(doctor.stdout);
    const state = (name: string) =>
      checks.find((one: Record<string, string>) => one.name === name)?.state;
    assert.deepEqual([state("streaming"), state("prefix")], ["ok", "ok"]);
    assert.deepEqual([state("Claude Code"), doctor.code], ["fail", 1]);
    const back = await run("unsetup", "--yes", "claude", "codex");
    assert.equal(back.code, 0, back.stderr);
    assert.deepEqual(texts(), before);
  }));

Deno.test("the program completes itself, prints its manual, and says what to do next", () =>
  atHome({}, async (run) => {
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const { code, stdout } = await run("completions", shell);
      assert.deepEqual([code, stdout.includes("completions")], [0, true]);
    }
    assert.match((await run("help", "--man")).stdout, /^\.TH SQUEEZR 1/m);
    const next = await run();
    assert.deepEqual([next.code, /\nNext:\n/.test(next.stdout)], [0, true]);
  }));
