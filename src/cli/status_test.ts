import assert from "node:assert/strict";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

Deno.test("status says who answers, for people and for scripts, and exits with 1 where nobody does", () =>
  atConsole(async ({ type, home }) => {
    const health = () =>
      Response.json({
        identity: "squeezr",
        version: "0.0.9",
        uptime_seconds: 61,
        bypassed: true,
        expand_store: { size: 2, bytes: 2048 },
        compression: { requests: 3, savings_pct: -1.5 },
      });
    await withFakeProxy({ home, answers: { "GET /squeezr/health": health } }, async ({ port }) => {
      const { code, out } = await type("status");
      assert.equal(code, 0);
      assert.match(
        out,
        new RegExp(
          `^squeezr 0\\.0\\.9 answers on http://127\\.0\\.0\\.1:${port}, this command is `,
        ),
      );
      assert.match(out, /up 1 min 1 s, 3 requests, -1\.5 % of new results saved/);
      assert.match(out, /2 originals in memory \(2 KB\)/);
      assert.match(out, /bypass is on/);
      const facts = JSON.parse((await type("status", "--json")).out);
      assert.equal(facts.running, true);
      assert.equal(facts.port, port);
      assert.equal(facts.health.version, "0.0.9");
    });
    const port = "1";
    const none = await type("status", "--port", port);
    assert.equal(none.code, 1);
    assert.match(none.out, /No proxy runs/);
    assert.equal(JSON.parse((await type("status", "--port", port, "--json")).out).running, false);
  }));
