import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { assignmentIn, type Dialect } from "./dialects.ts";
import { assignmentsIn } from "./files/assignments.ts";
import { shellOf, shells } from "./shells.ts";
import { machineWith } from "./testing.ts";

Deno.test("a line that sets a variable is read back as what it sets", () => {
  const dialects: Dialect[] = ["dotenv", "sh", "fish", "powershell"];
  for (const dialect of dialects) {
    const url = "http://127.0.0.1:8080/to/x";
    const text = `# first\n${assignmentIn(dialect, "A_URL", url)}\r\n`;
    const [{ name, value, start, end }] = assignmentsIn(text);
    assert.deepEqual([name, value], ["A_URL", url], dialect);
    assert.match(text.slice(start, end), /^'?http:.*x'?$/);
  }
});

Deno.test({
  name: "a shell takes a value with quotes and more as it is",
  ignore: spawnSync("bash", ["-c", "true"]).status !== 0,
  fn: () => {
    const odd = `it's "$HOME" \\ \`ls\``;
    const script = `${assignmentIn("sh", "ODD", odd)}; printf %s "$ODD"`;
    assert.equal(spawnSync("bash", ["-c", script]).stdout.toString(), odd);
  },
});

Deno.test("each shell has its profile, each variable of it once", () => {
  const files = Object.fromEntries(shells.map((shell) => {
    const places = shell.places(machineWith({}, { ZDOTDIR: "/z" }));
    assert.equal(new Set(places.map(({ key }) => key[0])).size, places.length);
    return [shell.name, places[0].file];
  }));
  assert.deepEqual(files, {
    bash: "/home/me/.bashrc",
    zsh: "/z/.zshrc",
    fish: "/home/me/.config/fish/conf.d/squeezr.fish",
    powershell: "/home/me/.config/powershell/Microsoft.PowerShell_profile.ps1",
  });
  assert.equal(shellOf(machineWith({}, { SHELL: "/usr/bin/zsh" }))?.name, "zsh");
  assert.equal(shellOf(machineWith({}, { SHELL: "/bin/tcsh" })), undefined);
});
