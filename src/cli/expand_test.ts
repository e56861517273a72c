import assert from "node:assert/strict";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

Deno.test("expand prints the original byte for byte", () =>
  atConsole(({ type, home }) => {
    const answers = {
      "GET /squeezr/expand/k7q2m9xd": () => new Response("a\r\n\u0000b\n\n"),
      "GET /squeezr/expand/gone": () => new Response("No original is kept.\n", { status: 404 }),
    };
    return withFakeProxy({ home, answers }, async () => {
      assert.deepEqual(await type("expand", "k7q2m9xd"), {
        code: 0,
        out: "a\r\n\u0000b\n\n",
        err: "",
      });
      assert.deepEqual(await type("expand", "gone"), {
        code: 1,
        out: "",
        err: "squeezr: No original is kept.\n",
      });
    });
  }));
