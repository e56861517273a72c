import assert from "node:assert/strict";
import { savingLine } from "./saving.ts";

Deno.test("savingLine() says in one line what was saved, and also what was lost", () => {
  const stats = { requests: 41, total_saved_tokens: 12_345, savings_pct: 34.52 };
  const cases: [Record<string, unknown>, string][] = [
    [{}, "nothing came through the proxy"],
    [stats, "about 12.3 k tokens saved, 34.5 % of new results, in 41 requests"],
    [
      { ...stats, requests: 1, cost: { saved_usd: 0.123 } },
      "about 12.3 k tokens saved, 34.5 % of new results, in 1 request; $0.123 less to pay",
    ],
    [
      { requests: 2, total_saved_tokens: 0, savings_pct: 0, cost: { saved_usd: -0.0512 } },
      "about 0 tokens saved, 0.0 % of new results, in 2 requests; $0.051 more to pay",
    ],
    [
      { ...stats, cost: { saved_usd: 0.001 } },
      "about 12.3 k tokens saved, 34.5 % of new results, in 41 requests",
    ],
  ];
  for (const [said, line] of cases) assert.equal(savingLine(said), line);
});
