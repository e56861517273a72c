import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { readRunFile, type RunFile, writeRunFile } from "../admin/run_file.ts";
import { placesOf } from "../config/home.ts";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

/** Nobody has this process id, and nobody listens on this port. */
const gone: RunFile = {
  pid: 2 ** 30,
  host: "127.0.0.1",
  port: 1,
  token: "t0ken",
  started: "2026-01-02T03:04:05.678Z",
  by: "background",
  version: "0.1.0",
  warnings: [],
  stopping: false,
};

Deno.test("a run file of a proxy that is no more is taken away, and that is said", () =>
  atConsole(async ({ type, home }) => {
    const folder = placesOf(home).run;
    writeRunFile(folder, gone);
    const said = await type("stop");
    assert.equal(said.code, 0);
    assert.equal(said.out, "No proxy runs.\n");
    assert.match(
      said.err,
      /^Cleaned up after the proxy on port 1 \(pid 1073741824\), which ended without a word/,
    );
    assert.equal(readRunFile(folder, 1), undefined);
  }));

Deno.test("stop tells nothing to a process that only has the id of an old proxy", () =>
  atConsole(async ({ type, home }) => {
    const folder = placesOf(home).run;
    writeRunFile(folder, { ...gone, pid: process.pid });
    const said = await type("stop");
    assert.equal(said.code, 0);
    assert.match(said.err, /that process id is another program's now/);
    assert.equal(readRunFile(folder, 1), undefined);
  }));

Deno.test("stop leaves a program alone that took the port of an old proxy", () =>
  atConsole(({ type, home }) => {
    const answers = {
      "GET /squeezr/health": () => new Response("hello"),
      "POST /squeezr/stop": () => assert.fail("it was told to stop"),
    };
    return withFakeProxy({ home, answers }, async ({ port }, asked) => {
      const said = await type("stop", "--port", String(port));
      assert.equal(said.code, 1);
      assert.match(said.err, /is held by another program: it is not ours to stop/);
      assert.ok(asked.every((what) => what.startsWith("GET")));
      assert.equal(readRunFile(placesOf(home).run, port), undefined);
    });
  }));

Deno.test("stop leaves a squeezr alone that knows another token", () =>
  atConsole(({ type, home }) => {
    const answers = { "POST /squeezr/stop": () => new Response(null, { status: 403 }) };
    return withFakeProxy({ home, answers }, async ({ port }) => {
      const said = await type("stop");
      assert.equal(said.code, 1);
      assert.match(said.err, /does not know our token \(403\): it is not ours to stop/);
      assert.equal(readRunFile(placesOf(home).run, port), undefined);
    });
  }));

/** A proxy that was told to end, and has said for the last time that it is still there. */
function silentSince(folder: string, run: RunFile): void {
  writeRunFile(folder, run);
  utimesSync(join(folder, `${run.port}.json`), 0, 0);
}

Deno.test("stop waits for nobody who only has the id of a proxy that was about to end", () =>
  atConsole(async ({ type, home }) => {
    const folder = placesOf(home).run;
    silentSince(folder, { ...gone, stopping: true, pid: process.pid });
    const said = await type("stop");
    assert.deepEqual([said.code, said.out], [0, "No proxy runs.\n"]);
    assert.match(said.err, /that process id is another program's now/);
    assert.equal(readRunFile(folder, 1), undefined);
  }));

Deno.test("stop waits as long as a proxy says that it is still about to end", () =>
  atConsole(async ({ typeWith, home }) => {
    const folder = placesOf(home).run;
    const run = { ...gone, stopping: true, pid: process.pid };
    writeRunFile(folder, run);
    let pauses = 0;
    const pause = () => {
      if (++pauses === 9) silentSince(folder, run);
      return Promise.resolve(false);
    };
    const said = await typeWith({ pause }, "stop", "--json");
    assert.deepEqual([said.code, said.out, pauses], [0, '{"stopped":false}\n', 9]);
    assert.match(said.err, /that process id is another program's now/);
    assert.equal(readRunFile(folder, 1), undefined);
  }));
