import assert from "node:assert/strict";
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
