import assert from "node:assert/strict";
import { directVariables, withoutDirect } from "./lead.ts";

const HERE = "127.0.0.1,localhost";

Deno.test("this machine is added to NO_PROXY in both its spellings, and nothing in it is lost", () => {
  const cases: [Record<string, string>, Record<string, string>][] = [
    [{}, { NO_PROXY: HERE, no_proxy: HERE }],
    [{ NO_PROXY: "" }, { NO_PROXY: HERE, no_proxy: HERE }],
    [{ NO_PROXY: "a, .b" }, { NO_PROXY: `a, .b,${HERE}`, no_proxy: `a, .b,${HERE}` }],
    [{ no_proxy: "a" }, { NO_PROXY: `a,${HERE}`, no_proxy: `a,${HERE}` }],
    [{ NO_PROXY: "a", no_proxy: "localhost" }, {
      NO_PROXY: `a,${HERE}`,
      no_proxy: "localhost,127.0.0.1",
    }],
    [{ NO_PROXY: "*" }, { no_proxy: "*" }],
    [{ NO_PROXY: HERE, no_proxy: HERE }, {}],
  ];
  for (const [env, want] of cases) assert.deepEqual(directVariables(env), want);
});

Deno.test("what was added to NO_PROXY can be taken away again", () => {
  for (const said of ["a, .b", "a"]) {
    const env = { NO_PROXY: said, ...directVariables({ NO_PROXY: said }) };
    assert.equal(withoutDirect(env).NO_PROXY, said);
  }
  assert.deepEqual(withoutDirect({ NO_PROXY: HERE, no_proxy: "a" }), { NO_PROXY: undefined });
});
