import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { placesOf } from "../config/home.ts";
import { DAY, ledgerIn, mark, NOW, request, squeeze } from "../memory/testing.ts";
import { atConsole, type Console, withFakeProxy } from "../../tests/support/console.ts";

/** A conversation that was last used so many days ago; signed, it needs what the ledger holds. */
function remember(home: string, key: string, days: number, kind: "call" | "signature"): void {
  const ledger = ledgerIn(home);
  const rows = [squeeze("call_1", "long ".repeat(100), "short")];
  ledger.remember(
    request(key, { now: NOW - days * DAY, marks: [mark(key, kind)], rows, client: key }),
  );
  ledger.close();
}

const type = (console: Console, ...words: string[]) =>
  console.typeWith({ now: () => NOW }, ...words);

Deno.test("ledger show names conversations, the latest first, and makes no ledger where there is none", () =>
  atConsole(async (console) => {
    assert.match((await type(console, "ledger", "show")).out, /^There is no ledger yet/);
    assert.equal(JSON.parse((await type(console, "ledger", "show", "--json")).out).entries, 0);
    assert.equal(existsSync(console.home), false);
    remember(console.home, "older", 2, "call");
    assert.match((await type(console, "ledger", "show")).out, /^1 conversation, 1 result, /);
    remember(console.home, "newer", 0.5, "signature");
    const { code, out } = await type(console, "ledger", "show");
    assert.equal(code, 0);
    assert.match(out, /^2 conversations, 2 results, \d+(\.\d)? KB\n/);
    assert.match(out, /newer +claude +12 h ago +1 +0\n +older +claude +2 d ago +1 +0\n$/);
    const { conversations } = JSON.parse((await type(console, "ledger", "show", "--json")).out);
    assert.deepEqual(conversations.map(({ key }: { key: string }) => key), ["newer", "older"]);
  }));

Deno.test("ledger prune forgets what was not used for so many days", () =>
  atConsole(async (console) => {
    assert.equal((await type(console, "ledger", "prune")).out, "Forgot 0 conversations.\n");
    for (const days of [0.1, 5, 40]) remember(console.home, `${days}`, days, "call");
    assert.equal((await type(console, "ledger", "prune")).out, "Forgot 0 conversations.\n");
    assert.equal(
      (await type(console, "ledger", "prune", "--days", "30")).out,
      "Forgot 1 conversation.\n",
    );
    assert.equal(
      (await type(console, "ledger", "prune", "--days=1", "--json")).out,
      '{"forgotten":1}\n',
    );
    assert.equal((await type(console, "ledger", "prune", "--days", "0")).code, 2);
  }));

Deno.test("ledger clear asks for --yes where a conversation of the last day needs the ledger", () =>
  atConsole(async (console) => {
    remember(console.home, "bound", 0.5, "signature");
    remember(console.home, "free", 0.5, "call");
    const said = await type(console, "ledger", "clear");
    assert.equal(said.code, 1);
    assert.match(
      said.err,
      /One conversation of the last day holds signed thinking over shortened results:\n/,
    );
    assert.match(said.err, /bound +claude/);
    assert.doesNotMatch(said.err, /free/);
    const sure = await type(console, "ledger", "clear", "--yes");
    assert.equal(sure.out, "Forgot 2 conversations.\n");
    assert.match(sure.err, /They can't go on from here/);
    assert.equal((await type(console, "ledger", "clear")).out, "Forgot 0 conversations.\n");
  }));

Deno.test("ledger says when its file is none", () =>
  atConsole(async (console) => {
    mkdirSync(console.home);
    writeFileSync(
      placesOf(console.home).ledger,
      "this is no database, and it is longer than a header",
    );
    const said = await type(console, "ledger", "show");
    assert.equal(said.code, 1);
    assert.match(said.err, /^squeezr: .*ledger/);
  }));

Deno.test("stop names the conversations that can't go on without the proxy", () =>
  atConsole(async (console) => {
    const { home } = console;
    remember(home, "bound", 0.5, "signature");
    remember(home, "long ago", 2, "signature");
    // The fake ends at once, so to speak: nobody has its process id.
    const answers = { "POST /squeezr/stop": () => Response.json({ stopping: true }) };
    await withFakeProxy({ home, answers, run: { pid: 2 ** 30 } }, async ({ port }) => {
      const { code, out } = await type(console, "stop");
      assert.equal(code, 0);
      assert.match(
        out,
        new RegExp(
          `^Stopped the proxy on port ${port} \\(pid 1073741824\\)\\. .*\\nOne conversation`,
        ),
      );
      assert.match(out, /bound +claude/);
      assert.doesNotMatch(out, /long ago/);
      assert.match(out, /They go on only through a proxy with this state folder/);
    });
  }));

Deno.test("stop stops a proxy whose ledger can't be read, and says what it could not find out", () =>
  atConsole(async (console) => {
    const { home } = console;
    mkdirSync(home);
    writeFileSync(placesOf(home).ledger, "this is no database, and it is longer than a header");
    const answers = { "POST /squeezr/stop": () => Response.json({ stopping: true }) };
    await withFakeProxy({ home, answers, run: { pid: 2 ** 30 } }, async () => {
      const { code, out, err } = await type(console, "stop");
      assert.equal(code, 0);
      assert.match(out, /^Stopped the proxy/);
      assert.match(
        err,
        /^Which conversations can't go on without the proxy is not known: .*ledger/,
      );
    });
  }));
