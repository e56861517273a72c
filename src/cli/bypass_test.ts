import assert from "node:assert/strict";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

const token = (request: Request) => request.headers.get("x-squeezr-token");

Deno.test("bypass sends the run file's token, and changes nothing when it only asks", () =>
  atConsole(({ type, home }) => {
    let bypassed = false;
    const answers = {
      "GET /squeezr/bypass": () => Response.json({ bypassed }),
      "POST /squeezr/bypass": async (request: Request) => {
        if (token(request) !== "t0ken") return new Response(null, { status: 403 });
        bypassed = (await request.json()).bypassed;
        return Response.json({ bypassed });
      },
    };
    return withFakeProxy({ home, answers }, async () => {
      assert.match((await type("bypass")).out, /^Bypass is off/);
      assert.match((await type("bypass", "on")).out, /^Bypass is on/);
      assert.equal((await type("bypass", "status", "--json")).out, '{"bypassed":true}\n');
      assert.equal((await type("bypass", "off", "--json")).out, '{"bypassed":false}\n');
      assert.equal((await type("bypass", "maybe")).code, 2);
    });
  }));

Deno.test("bypass says why a proxy of another state folder does not obey", () =>
  atConsole(({ type }) => {
    const answers = { "POST /squeezr/bypass": () => Response.json({ error: {} }, { status: 403 }) };
    return withFakeProxy({ answers }, async ({ port }) => {
      const said = await type("bypass", "on", "--port", String(port));
      assert.equal(said.code, 1);
      assert.match(said.err, /did not let us \(403\): it was not started from this state folder/);
    });
  }));
