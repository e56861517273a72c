/** The program before an upstream that fails: on another runtime streams end otherwise. */
import assert from "node:assert/strict";
import { DOORS } from "../faults/doors.ts";
import { answers, asks, FAULTS, resets } from "../faults/faults.ts";
import { onStage, requestOf, type Telling } from "../faults/stage.ts";
import { programUnderTest, startProxy } from "../support/program.ts";
import { withFolder } from "../support/proxies.ts";
import { environmentBefore, type Open } from "../support/wire.ts";

/** In a process of its own. */
function openIn(home: string): Open {
  return async (upstream) => {
    const env = environmentBefore(upstream);
    const proxy = await startProxy(programUnderTest(), { home, cwd: home, env });
    return { port: Number(new URL(proxy.url).port), close: () => proxy.end("SIGTERM") };
  };
}

/** Bun tells the length of an answer or leaves it out as it has the bytes: there it is of the connection. */
function withoutLength({ headers, ...telling }: Telling): Telling {
  const { "content-length": _, ...others } = headers;
  return { ...telling, headers: others };
}

Deno.test("through the program the client gets what the upstream gives, whatever that is", (t) =>
  withFolder((home) =>
    onStage(async ({ direct, through }) => {
      for (const door of DOORS) {
        const sent = requestOf(door, true);
        await t.step(door.name, async () => {
          for (const { name, act } of FAULTS) {
            const want = await direct(sent, door, act);
            const got = await through(sent, door, act);
            assert.deepEqual(withoutLength(got), withoutLength(want), name);
          }
          assert.equal((await through(sent, door, resets)).status, 502);
          const { body } = await through(sent, door, asks, (response, door) =>
            answers(response, door, () =>
              Promise.resolve()));
          assert.match(body, /w\u00f6/, "the model went on behind a call of ours");
        });
      }
    }, openIn(home))
  ));
