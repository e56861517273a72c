import assert from "node:assert/strict";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

/** A proxy that must not be told to end. */
const answers = { "POST /squeezr/stop": () => assert.fail("it was told to stop") };

Deno.test("stop without a port leaves proxies of other jobs and of running commands alone, and names them", () =>
  atConsole(async ({ typeWith, home }) => {
    const cases = [{ job: "CI_JOB_ID=1" }, { job: "in /elsewhere by 0" }, { by: "run" }] as const;
    for (const run of cases) {
      await withFakeProxy({ home, answers, run }, async ({ port }) => {
        for (const env of [{}, { SQUEEZR_PORT: "0" }, { CI_JOB_ID: "2" }]) {
          const { code, out } = await typeWith({ env }, "stop");
          assert.equal(code, 0);
          assert.match(out, new RegExp(`^No proxy of this job runs.*\n +port ${port}, of a `));
        }
        // To look at it does no harm.
        assert.equal((await typeWith({}, "status")).code, 0);
      });
    }
  }));

Deno.test("stop ends the proxy of a command that runs only where its port is typed", () =>
  atConsole(({ typeWith, home }) =>
    withFakeProxy({ home, answers, run: { by: "run" } }, async ({ port }) => {
      const { code, err } = await typeWith({ env: { SQUEEZR_PORT: String(port) } }, "stop");
      assert.equal(code, 1);
      assert.match(
        err,
        new RegExp(`is there for a command that runs.*squeezr stop --port ${port}`),
      );
    })
  ));

Deno.test("a job that asked for a free port does not end the proxy that is there for everybody", () =>
  atConsole(({ typeWith, home }) =>
    withFakeProxy({ home, answers }, async () => {
      const { out } = await typeWith({ env: { SQUEEZR_PORT: "0" } }, "stop");
      assert.match(out, /^No proxy of this job runs/);
    })
  ));

Deno.test("a job's own proxy is found beside the one that is there for everybody", () =>
  atConsole(({ typeWith, home, cwd }) =>
    withFakeProxy(
      { home },
      () =>
        withFakeProxy({ home, run: { job: `in ${cwd} by 0` } }, async ({ port }) => {
          const env = { SQUEEZR_PORT: "0" };
          const { out } = await typeWith({ env }, "status", "--json");
          assert.equal(JSON.parse(out).port, port);
          assert.equal((await typeWith({}, "stop")).code, 2);
        }),
    )
  ));
