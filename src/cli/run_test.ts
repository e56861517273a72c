import assert from "node:assert/strict";
import { ledgerIn, mark, NOW, request, squeeze } from "../memory/testing.ts";
import { atConsole, type Console } from "../../tests/support/console.ts";

/** A conversation that needs what the ledger holds. */
function rememberSigned(home: string): void {
  const ledger = ledgerIn(home);
  const rows = [squeeze("call_1", "long ".repeat(100), "short")];
  ledger.remember(request("bound", { now: NOW, marks: [mark("bound", "signature")], rows }));
  ledger.close();
}

/** The program of this console can't be started, so there is never a proxy. */
const run = ({ typeWith }: Console, ...words: string[]) =>
  typeWith({ now: () => NOW, env: { PATH: "/nonexistent" } }, "run", ...words);

Deno.test("run says how to go on with a conversation that needs the proxy, where that can't be started", () =>
  atConsole(async (console) => {
    const ways = [["claude", "--continue"], ["npx", "@openai/codex", "resume"]];
    assert.doesNotMatch((await run(console, "--", ...ways[0])).err, /goes on as before/);
    rememberSigned(console.home);
    for (const way of ways) {
      const { code, err } = await run(console, "--", ...way);
      assert.equal(code, 127);
      assert.match(err, new RegExp(`^squeezr: the proxy can't be started, so "${way[0]}" runs`));
      assert.match(err, /One conversation of the last day holds signed thinking/);
      assert.match(err, /It goes on as before once the proxy starts again/);
    }
    assert.doesNotMatch((await run(console, "--", "claude", "-p", "hi")).err, /signed thinking/);
  }));

Deno.test("run takes its own flags before the command, and none behind it", () =>
  atConsole(async (console) => {
    const cases: [string[], number, RegExp][] = [
      [[], 2, /which command\?/],
      [["--"], 2, /which command\?/],
      [["--quite", "x"], 2, /run has no flag --quite \(did you mean --quiet\?\)/],
      [["-q", "nothing-here", "--quite"], 127, /no command "nothing-here"/],
      [["--config", "none.toml", "nothing-here"], 127, /none\.toml: there is no such file/],
    ];
    for (const [words, code, message] of cases) {
      const said = await run(console, ...words);
      assert.equal(said.code, code, words.join(" "));
      assert.match(said.err, message);
    }
  }));
