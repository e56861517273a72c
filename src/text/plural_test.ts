import assert from "node:assert/strict";
import { plural } from "./plural.ts";

Deno.test("plural() names one thing otherwise than none or several", () => {
  assert.deepEqual([0, 1, 2].map((count) => plural(count, "block")), ["blocks", "block", "blocks"]);
});
