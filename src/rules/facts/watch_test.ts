import assert from "node:assert/strict";
import { FactLost } from "./lost.ts";
import { Watch } from "./watch.ts";

Deno.test("Watch says which rule left out what, and nothing of the text", () => {
  const watch = new Watch();
  watch.answered("first", "error: secret\na\nb");
  watch.answered("second", "error: secret\na");
  watch.answered("third", "a");
  assert.throws(() => watch.check(""), (error) => {
    assert.ok(error instanceof FactLost);
    assert.equal(error.name, "FactLost (trouble) in second");
    assert.doesNotMatch(`${error.message} ${error.stack}`, /secret/);
    return true;
  });
});

Deno.test("Watch lets pass what is told in the end, and begins anew", () => {
  const watch = new Watch();
  watch.answered("groups", "error: x\nsrc/a.ts:3 b");
  watch.check("src/a.ts\n3 b\nx: error");
  watch.check("");
});
