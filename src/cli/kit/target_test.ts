import assert from "node:assert/strict";
import { atConsole, withFakeProxy } from "../../../tests/support/console.ts";

Deno.test("a command speaks to the port that the flag names, else the variable, else the one in the background", () =>
  atConsole(({ type, typeWith, home }) => {
    const answers = (name: string) => ({ "GET /squeezr/expand/id": () => new Response(name) });
    return withFakeProxy(
      { home, answers: answers("behind") },
      () =>
        withFakeProxy(
          { home, answers: answers("before"), run: { by: "foreground" } },
          async (before) =>
            await withFakeProxy({ answers: answers("foreign") }, async (foreign) => {
              const env = { SQUEEZR_PORT: String(before.port) };
              assert.equal((await type("expand", "id")).out, "behind");
              assert.equal((await typeWith({ env }, "expand", "id")).out, "before");
              assert.equal(
                (await typeWith({ env: { SQUEEZR_PORT: "0" } }, "expand", "id")).out,
                "behind",
              );
              assert.equal(
                (await typeWith({ env }, "expand", "id", `--port=${foreign.port}`)).out,
                "foreign",
              );
              assert.equal((await type("expand", "id", "--port", "0")).code, 2);
              assert.equal(
                (await typeWith({ env: { SQUEEZR_PORT: "web" } }, "expand", "id")).code,
                2,
              );
            }),
        ),
    );
  }));

Deno.test("of several in the background none is chosen by chance", () =>
  atConsole(({ type, home }) =>
    withFakeProxy({ home }, () =>
      withFakeProxy({ home }, async () => {
        const said = await type("stop");
        assert.equal(said.code, 2);
        assert.match(said.err, /several proxies run \(ports \d+, \d+\): say which one with --port/);
      }))
  ));
