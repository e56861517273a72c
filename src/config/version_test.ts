import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { version } from "./version.ts";

Deno.test("version is the one in deno.json", () => {
  const manifest = readFileSync(new URL("../../deno.json", import.meta.url), "utf8");
  assert.equal(version, JSON.parse(manifest).version);
});
