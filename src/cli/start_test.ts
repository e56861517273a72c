import assert from "node:assert/strict";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

Deno.test("start says that a proxy runs already, and starts no other", () =>
  atConsole(({ type, home }) =>
    withFakeProxy({ home, run: { version: "0.0.9" } }, async ({ port }) => {
      const said = await type("start", "--port", String(port));
      assert.equal(said.code, 0);
      assert.match(
        said.out,
        /^squeezr 0\.0\.9 runs already, in the background, on http:\/\/127\.0\.0\.1:/,
      );
      assert.match(
        said.out,
        /export ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n {2}export ENABLE_TOOL_SEARCH=true\n/,
      );
      assert.match(said.err, /To change over: squeezr stop && squeezr start/);
      assert.equal(
        JSON.parse((await type("start", `--port=${port}`, "--json")).out).already_running,
        true,
      );
    })
  ));

Deno.test("start says who holds the port", () =>
  atConsole(({ type }) =>
    withFakeProxy(
      {},
      async (other) =>
        await withFakeProxy(
          { answers: { "GET /squeezr/health": () => new Response("hello") } },
          async (stranger) => {
            const cases: [number, RegExp][] = [
              [other.port, /is held by a squeezr that this state folder doesn't know/],
              [
                stranger.port,
                /is held by another program: end that, or take another port with --port N/,
              ],
            ];
            for (const [port, message] of cases) {
              const said = await type("start", "--port", String(port));
              assert.equal(said.code, 1);
              assert.match(said.err, message);
            }
          },
        ),
    )
  ));

Deno.test("start says why a program could not be started at all", () =>
  atConsole(async ({ typeWith }) => {
    const pause = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 5));
    const said = await typeWith({ pause }, "start", "--port", "0");
    assert.equal(said.code, 1);
    assert.match(said.err, /^squeezr: the proxy ended at its start \(.*ENOENT.*\)/);
  }));
