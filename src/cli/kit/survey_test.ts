import assert from "node:assert/strict";
import process from "node:process";
import { readRunFiles } from "../../admin/run_file.ts";
import { placesOf } from "../../config/home.ts";
import { atConsole, withFakeProxy } from "../../../tests/support/console.ts";
import { occupantOf, survey } from "./survey.ts";

/** Answers only who brings this token, or none. */
function healthFor(token: string) {
  return {
    "GET /squeezr/health": (request: Request) => {
      const given = request.headers.get("x-squeezr-token");
      if (given !== null && given !== token) return new Response(null, { status: 403 });
      return Response.json({ identity: "squeezr" });
    },
  };
}

Deno.test("occupantOf() tells our proxy from another, from a stranger and from nobody", async () => {
  const at = { host: "127.0.0.1", token: "ours" };
  await withFakeProxy({ answers: healthFor("ours") }, async ({ port }) => {
    assert.equal((await occupantOf({ ...at, port })).kind, "squeezr");
    assert.equal((await occupantOf({ ...at, port, token: "theirs" })).kind, "other");
  });
  const answers = { "GET /squeezr/health": () => new Response("hello", { status: 403 }) };
  const { port } = await withFakeProxy({ answers }, async (run) => {
    assert.equal((await occupantOf({ ...at, port: run.port })).kind, "stranger");
    return run;
  });
  assert.equal((await occupantOf({ ...at, port })).kind, "nobody");
});

Deno.test("survey() takes away the run file of a port that another squeezr has now", () =>
  atConsole(({ home }) =>
    withFakeProxy({ home, answers: healthFor("theirs") }, async ({ port }) => {
      const found = await survey(placesOf(home).run);
      assert.deepEqual(found.stale.map((run) => run.port), [port]);
      assert.deepEqual(found.running, []);
      assert.deepEqual(readRunFiles(placesOf(home).run), []);
    })
  ));

Deno.test("survey() keeps the run file of a proxy that is about to end", () =>
  atConsole(async ({ home }) => {
    const gone = await withFakeProxy(
      { home, run: { stopping: true, pid: process.pid } },
      (run) => Promise.resolve(run),
    );
    const { stopping, stale } = await survey(placesOf(home).run);
    assert.deepEqual([stopping.map(({ port }) => port), stale], [[gone.port], []]);
  }));
