import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { buildOf, version } from "./version.ts";

Deno.test("version is the one in deno.json", () => {
  const manifest = readFileSync(new URL("../../deno.json", import.meta.url), "utf8");
  assert.equal(version, JSON.parse(manifest).version);
});

Deno.test("buildOf() tells the commit and the time of a binary, and nothing of source", () => {
  assert.deepEqual(buildOf("squeezr-build:1f2e3d 2026-11-21T10:00:00Z"), {
    commit: "1f2e3d",
    built: "2026-11-21T10:00:00Z",
  });
  assert.equal(buildOf(), undefined);
});
