import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { atConsole, withFakeProxy } from "../../../tests/support/console.ts";

/** The lines to type that are shown. */
function stepsIn(out: string): string[] {
  return [...out.matchAll(/^ {2}(squeezr( \S+)+?) {2,}/gm)].map(([, line]) => line)
    .filter((line) => !line.startsWith("squeezr run"));
}

Deno.test("squeezr alone says how things stand, and what to do next", () =>
  atConsole(async ({ typeWith, home, cwd }) => {
    const type = async () => {
      const { code, out, err } = await typeWith({ env: { HOME: cwd, SQUEEZR_PORT: "1" } });
      assert.deepEqual([code, err], [0, ""]);
      return out;
    };
    const first = await type();
    assert.match(first, /\nNo proxy runs\.\n/);
    assert.deepEqual(stepsIn(first), [
      "squeezr start",
      "squeezr setup",
      "squeezr demo",
      "squeezr help",
    ]);

    mkdirSync(join(cwd, ".claude"));
    assert.match(await type(), /No proxy runs\. Claude Code is here, and not set up\./);

    await withFakeProxy({ home }, async ({ port }) => {
      const running = await type();
      assert.match(running, /A proxy runs on http:\/\/127\.0\.0\.1:\d+: no request yet\. Claude/);
      assert.deepEqual(stepsIn(running), [
        "squeezr setup",
        "squeezr stats",
        "squeezr doctor",
        "squeezr help",
      ]);
      const env = { ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` };
      writeFileSync(join(cwd, ".claude/settings.json"), JSON.stringify({ env }));
      const through = await type();
      assert.match(through, /Claude Code goes through it\./);
      assert.deepEqual(stepsIn(through), ["squeezr stats", "squeezr doctor", "squeezr help"]);
    });

    const env = { ANTHROPIC_BASE_URL: "http://127.0.0.1:1" };
    writeFileSync(join(cwd, ".claude/settings.json"), JSON.stringify({ env }));
    assert.match(await type(), /Claude Code goes through it, and can't work until it is started/);

    writeFileSync(join(home, "squeezr.toml"), "nonsense");
    assert.equal(stepsIn(await type())[0], "squeezr config check");
  }));
