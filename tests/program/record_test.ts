import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { listen } from "../../src/demo/listen.ts";
import { playSession } from "../../src/demo/play.ts";
import { createProvider } from "../../src/demo/provider.ts";
import { scriptOf, session } from "../../src/demo/session.ts";
import { programUnderTest, runProgram } from "../support/program.ts";

/** The same request, at another address. */
async function sendOn(request: Request, url: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  return await fetch(`${url}${pathname}${search}`, {
    method,
    headers,
    body: await request.arrayBuffer(),
  });
}

Deno.test("start --record writes a session down for its owner alone, and replay bills it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-record-"));
  const provider = createProvider({ script: scriptOf(session) });
  const upstream = await listen((request) => provider.fetch(request));
  const place = { home: join(folder, "state"), cwd: folder, upstream: upstream.url };
  const squeezr = (...args: string[]) => runProgram(programUnderTest(), args, place);
  try {
    const started = await squeezr("start", "--port", "0", "--record", "recorded", "--json");
    assert.equal(started.code, 0, started.stderr);
    const { url, warnings } = JSON.parse(started.stdout);
    assert.match(warnings.join(), /it records what is asked and answered, word for word/);
    let requests = 0;
    for await (const _ of playSession(session, (request) => sendOn(request, url), provider)) {
      requests++;
    }
    assert.equal((await squeezr("stop")).code, 0);
    const [file, ...none] = readdirSync(join(folder, "recorded"));
    assert.equal(none.length, 0);
    if (process.platform !== "win32") {
      assert.equal(statSync(join(folder, "recorded", file)).mode & 0o777, 0o600);
    }
    const replayed = await squeezr("replay", "recorded", "--json");
    assert.equal(replayed.code, 0, replayed.stderr);
    const { all } = JSON.parse(replayed.stdout);
    assert.equal(all.requests, requests);
    assert.ok(all.sent.usd < all.direct.usd);
  } finally {
    await squeezr("stop");
    await upstream.close();
    rmSync(folder, { recursive: true });
  }
});
