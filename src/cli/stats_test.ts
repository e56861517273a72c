import assert from "node:assert/strict";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

const stats = {
  version: "0.1.0",
  port: 8080,
  uptime_seconds: 7384,
  bypassed: true,
  requests: 1234,
  compressions: 5,
  total_original_chars: 100_000,
  total_saved_chars: 34_500,
  total_saved_tokens: 8000,
  savings_pct: 34.5,
  by_rule: {
    less: { blocks: 1, original_chars: 10, saved_chars: 1 },
    most: { blocks: 4, original_chars: 100, saved_chars: 90 },
  },
  by_tool: {},
  prefix: { checked: 10, held: 9, breaks: { ours: 0, model_tools_system: 1 } },
  ledger: { entries: 3, bytes: 2048, replayed: 7, problem: "the ledger is in memory" },
  faults: { "FactLost (trouble) in some_rule": 2 },
  latency: { p50: 0.42, p95: 1, p99: 2 },
};

Deno.test("stats shows one screen, and says what is wrong first", () =>
  atConsole(({ type, home }) =>
    withFakeProxy(
      { home, answers: { "GET /squeezr/stats": () => Response.json(stats) } },
      async () => {
        const { code, out } = await type("stats");
        assert.equal(code, 0);
        assert.match(
          out,
          /^squeezr 0\.1\.0 on port 8080, up 2 h 3 min, bypass is on\nthe ledger is in memory\n/,
        );
        assert.match(out, /characters saved +34\.5 k +34\.5 %/);
        assert.match(out, /By rule\n.*\n {2}most +4 +90 +90\.0 %\n {2}less +1 +1 +10\.0 %\n/);
        assert.match(out, /held from request to request +9 of 10/);
        assert.match(out, /broken by model, tools, system +1/);
        assert.match(out, /since a rule failed\n {2}FactLost \(trouble\) in some_rule +2\n/);
        assert.doesNotMatch(out, /By tool|undefined|NaN/);
        assert.ok(out.split("\n").length < 50);
      },
    )
  ));

Deno.test("stats --json hands on what the proxy said, as it stands", () =>
  atConsole(({ type, home }) => {
    const answers = { "GET /squeezr/stats": () => new Response('{"requests": 1.0}') };
    return withFakeProxy({ home, answers }, async () => {
      assert.equal((await type("stats", "--json")).out, '{"requests": 1.0}\n');
    });
  }));

Deno.test("stats --watch shows them until nobody waits", () =>
  atConsole(({ typeWith, home }) =>
    withFakeProxy(
      { home, answers: { "GET /squeezr/stats": () => Response.json(stats) } },
      async () => {
        let pauses = 0;
        const pause = () => Promise.resolve(++pauses < 3);
        const { out } = await typeWith({ pause, colour: true }, "stats", "--watch");
        assert.equal(out.split("\u001b[H\u001b[2J").length, 4);
      },
    )
  ));
