import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { machineWith } from "../../../clients/testing.ts";
import { atConsole } from "../../../../tests/support/console.ts";
import { launchd } from "./launchd.ts";
import type { Job } from "./service.ts";
import { systemd } from "./systemd.ts";
import { scheduledTask } from "./task.ts";

const job: Job = {
  program: { file: "/opt/my tools/squeezr", words: [] },
  args: ["start", "--foreground"],
  env: { SQUEEZR_HOME: '/home/me/100% "mine" & <more>$x\\' },
};
const machine = machineWith({});

Deno.test("a unit of systemd quotes what stands for more", () => {
  const { file, bytes } = systemd(machine, job);
  assert.equal(file, "/home/me/.config/systemd/user/squeezr.service");
  const text = new TextDecoder().decode(bytes);
  assert.match(text, /^ExecStart="\/opt\/my tools\/squeezr" "start" "--foreground"$/m);
  assert.ok(
    text.includes(
      String.raw`Environment="SQUEEZR_HOME=/home/me/100%% \"mine\" & <more>$x\\"` + "\n",
    ),
  );
  assert.match(text, /^Restart=on-failure$/m);
});

Deno.test({
  name: "systemd takes the unit",
  ignore: spawnSync("systemd-analyze", ["--version"]).status !== 0,
  fn: () => {
    const folder = mkdtempSync(join(tmpdir(), "squeezr-unit-"));
    try {
      const file = join(folder, "squeezr.service");
      const real = { ...job, program: { file: "/bin/true", words: [] } };
      writeFileSync(file, systemd(machine, real).bytes);
      const { stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--user", file]);
      assert.doesNotMatch(String(stdout) + String(stderr), /squeezr\.service/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});

Deno.test("an agent of launchd and a task of Windows are XML, whatever the words", () => {
  const plist = new TextDecoder().decode(launchd(machine, job, 501).bytes);
  assert.match(plist, /<string>\/opt\/my tools\/squeezr<\/string>\n {4}<string>start<\/string>/);
  assert.match(plist, /100% &quot;mine&quot; &amp; &lt;more&gt;\$x\\<\/string>/);
  const windows = {
    ...job,
    program: { file: "C:\\deno.exe", words: ["run", "-A", 'C:\\my "x"\\main.ts\\'] },
  };
  const task = new TextDecoder("utf-16le").decode(scheduledTask(machine, windows, "C:\\s").bytes);
  assert.match(task, /^<\?xml version="1\.0" encoding="UTF-16"\?>\r\n/);
  const line = String.raw`run -A &quot;C:\my \&quot;x\&quot;\main.ts\\&quot; start --foreground`;
  assert.ok(task.includes(`<Arguments>${line}</Arguments>`), task);
});

Deno.test("a service gets what a proxy reads from the environment, and shows no password", () =>
  atConsole(async ({ typeWith, cwd }) => {
    const env = { HOME: cwd, HTTPS_PROXY: "http://me:secret@corp:3128", ANTHROPIC_API_KEY: "sk" };
    const { code, out } = await typeWith({ env }, "setup", "--service", "--dry-run");
    if (process.platform === "win32") return;
    assert.equal(code, 0);
    assert.match(out, /HTTPS_PROXY.*http:\/\/\*\*\*@corp:3128/s);
    assert.doesNotMatch(out, /secret|ANTHROPIC_API_KEY/);
    const json = await typeWith({ env }, "setup", "--service", "--dry-run", "--json");
    assert.equal(JSON.parse(json.out).written, false);
    const none = await typeWith({ env }, "unsetup", "--service", "--yes");
    assert.deepEqual([none.code, none.out], [0, "There is no service of ours.\n"]);
    const both = await typeWith({ env }, "setup", "claude", "--service");
    assert.equal(both.code, 2);
  }));
