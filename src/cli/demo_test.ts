import assert from "node:assert/strict";
import { atConsole } from "../../tests/support/console.ts";

Deno.test("demo tells a script of each request, and that nothing was changed", () =>
  atConsole(async ({ type }) => {
    const { code, out } = await type("demo", "--json");
    const { ok, requests } = JSON.parse(out);
    assert.deepEqual([code, ok, requests.length > 5], [0, true, true]);
    assert.deepEqual(Object.keys(requests[0]), ["request", "bytes_in", "bytes_up", "changed"]);
  }));
