import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Totals } from "../stats/totals/totals.ts";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

const part = (blocks: number, saved_tokens: number, saved_usd: number) => ({
  blocks,
  original_chars: 10,
  saved_chars: 1,
  saved_tokens,
  saved_usd,
  expands: 0,
});

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
  by_rule: { less: part(1, 10, 0.001), most: part(4, 7990, 0.2) },
  by_tool: { Bash: part(9, 8000, 0.201) },
  prefix: {
    checked: 10,
    held: 9,
    steps: 0,
    breaks: { ours: 0, model_tools_system: 1 },
    provider_missed: 2,
  },
  usage: { input: 100, cache_read: 800, cache_write: 100, output: 7 },
  cache: { enabled: true, hits: 1, misses: 3, evictions: 0 },
  cost: {
    saved_usd: -0.25,
    saved_pct: -4,
    sent_usd: 6.5,
    direct_usd: 6.25,
    tool_usd: 0.05,
    expand_usd: 0.4,
    unpriced_requests: 3,
    unknown_models: ["my-model", "\u001b[31mred"],
    estimated_requests: 0,
  },
  expand: { calls: 1, hits: 1, rate_pct: 20 },
  ledger: { entries: 3, bytes: 2048, replayed: 7, problem: "the ledger is in memory" },
  faults: { "FactLost (trouble) in some_rule": 2 },
  latency: {
    p50: 0.42,
    p95: 1,
    p99: 2,
    slowest: [{ milliseconds: 12.34, bytes: 2048, client: "codex", model: "gpt-6-sol" }],
  },
  all_time: {
    problem: null,
    since: "2026-10-01",
    cost: { saved_usd: 12.5, saved_pct: 20, sent_usd: 50, direct_usd: 62.5 },
    requests: { requests: 9000 },
    blocks: part(80, 1_200_000, 12),
    by_rule: { most: part(40, 1_000_000, 11), older: part(4, 200_000, 1) },
    by_tool: { Bash: part(80, 1_200_000, 12) },
    by_day: [{ day: "2026-10-01", direct_usd: 2, sent_usd: 1 }, {
      day: "2026-10-02",
      direct_usd: 9,
      sent_usd: 1,
    }],
  },
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
        assert.match(out, /\nSaved +this run +all time\n {2}money +-\$0\.250 +\$12\.50\n/);
        assert.match(out, /after our tool's cost +\$0\.450 +\$0\.000/);
        assert.match(out, /originals asked for +█[^ ]+ +20\.0 % +1 call, 1 answered/);
        assert.match(out, /of the bill +·+ +-4\.0 % +20\.0 %/);
        assert.match(out, /tokens +8 k +1\.2 M/);
        assert.match(out, /of new results +█[^ ]+ +34\.5 %/);
        assert.match(
          out,
          /No price is known for 3 requests \(my-model, \?\[31mred\): set one with \[prices/,
        );
        assert.match(out, /Day by day: ▂█/);
        assert.match(out, /most +█+ +40 +8\.0 k +1 M +\$11\.00\n {2}older .* 0 +200 k +\$1\.00/);
        assert.match(
          out,
          /prefix held +█[^ ]+ +90\.0 % +9 of 10; broken by model, tools, system 1/,
        );
        assert.match(
          out,
          /provider's cache read +█[^ ]+ +80\.0 % +of 1 k tokens; 2 times it forgot/,
        );
        assert.match(out, /compression cache hit +█[^ ]+ +25\.0 % +1 of 4 results/);
        assert.match(out, /codex gpt-6-sol +12\.3 ms +2 KB/);
        assert.match(out, /since a rule failed\n {2}FactLost \(trouble\) in some_rule +2\n/);
        assert.doesNotMatch(out, /undefined|NaN/);
        assert.ok(out.split("\n").length < 50);
      },
    )
  ));

Deno.test("stats fits a narrow terminal", () =>
  atConsole(({ typeWith, home }) =>
    withFakeProxy(
      { home, answers: { "GET /squeezr/stats": () => Response.json(stats) } },
      async () => {
        const { out } = await typeWith({ width: 50 }, "stats");
        for (const line of out.split("\n").slice(2)) assert.ok(line.length <= 50, line);
      },
    )
  ));

Deno.test("stats of a proxy that says little shows what there is", () =>
  atConsole(({ type, home }) =>
    withFakeProxy(
      { home, answers: { "GET /squeezr/stats": () => Response.json({ version: "0.0.9" }) } },
      async () => {
        const { code, out } = await type("stats");
        assert.equal(code, 0);
        assert.doesNotMatch(out, /undefined|NaN|Top|Health/);
      },
    )
  ));

Deno.test("without a proxy stats shows the totals of all time, and fails where there are none", () =>
  atConsole(async ({ type, home }) => {
    const without = await type("stats");
    assert.equal(without.code, 1);
    assert.match(without.err, /no proxy runs/);

    mkdirSync(home, { recursive: true });
    const totals = new Totals({ folder: home, now: () => Date.UTC(2026, 10, 21) });
    totals.addRequest({ client: "codex", model: "gpt-6-sol" }, { direct_usd: 5, sent_usd: 4 });
    totals.close();
    const { code, out } = await type("stats");
    assert.equal(code, 0);
    assert.match(out, /^No proxy runs; of all that ran, since 2026-11-21:\n\nSaved +all time\n/);
    assert.match(out, /money +\$1\.00/);
    const { all_time } = JSON.parse((await type("stats", "--json")).out);
    assert.equal(all_time.cost.saved_usd, 1);
    // A proxy that was named must be there.
    assert.match((await type("stats", "--port", "1")).err, /no proxy runs on port 1/);

    writeFileSync(join(home, "stats.db"), "no database at all ".repeat(100));
    const damaged = await type("stats");
    assert.equal(damaged.code, 1);
    assert.match(damaged.err, /can't read .*stats\.db: .*not a database/);
  }));

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
