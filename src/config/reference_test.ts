import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { keys } from "./keys.ts";
import { configReference } from "./reference.ts";

Deno.test("docs/configuration.md is what the table says (else: deno run -A scripts/docs.ts)", () => {
  const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
  assert.equal(page.replaceAll("\r\n", "\n"), configReference());
});

Deno.test("every setting has a default that passes its own check", () => {
  for (const { name, row } of keys) {
    assert.deepEqual(row.check.parse(row.initial, { ruleNames: [] }), row.initial, name);
  }
});

Deno.test("no two settings share a variable or a flag", () => {
  for (const field of ["env", "flag"] as const) {
    const given = keys.flatMap(({ row }) => row[field] ?? []);
    assert.equal(new Set(given).size, given.length);
  }
});
