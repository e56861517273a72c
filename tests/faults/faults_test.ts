/** Whatever the upstream answers, the client gets: each API, each way of answering, each thing that goes wrong. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { leave, withRig } from "../support/wire.ts";
import { onStage, requestOf } from "./stage.ts";
import { DOORS } from "./doors.ts";
import { OURS } from "./doors/door.ts";
import { asks, breaksOff, failsInside, FAULTS, PAGES, REFUSALS, resets } from "./faults.ts";

for (const door of DOORS) {
  for (const hasTools of [true, false]) {
    const name = `${door.name}${hasTools ? ", with our tool" : ""}`;
    const sent = requestOf(door, hasTools);
    Deno.test(`${name}: the client gets what the upstream gives, whatever that is`, (t) =>
      onStage(async ({ rig, direct, through }) => {
        for (const { name, act } of FAULTS) {
          await t.step(name, async () => {
            const want = await direct(sent, door, act);
            assert.deepEqual(await through(sent, door, act), want);
            const [asked, passed] = rig.came.slice(-2);
            assert.equal(passed.url, asked.url);
            assert.equal(passed.body.includes(OURS), hasTools);
          });
        }
      }));

    Deno.test(`${name}: a reset before the answer is told in the API's words, and nothing is sent twice`, () =>
      onStage(async ({ rig, through }) => {
        const { status, headers, body } = await through(sent, door, resets);
        assert.deepEqual([status, headers["content-type"]], [502, "application/json"]);
        const shape = Object.keys(JSON.parse(door.errorBody(502)));
        assert.deepEqual(Object.keys(JSON.parse(body)), shape);
        assert.equal(rig.came.length, 1);
      }));

    for (const pieces of [0, 1]) {
      const when = pieces === 0 ? "before its answer" : "in the middle of its answer";
      Deno.test(`${name}: where the upstream hangs ${when}, a client that leaves ends its request`, async () => {
        let hanging: (response: ServerResponse) => void;
        const hangs = new Promise<ServerResponse>((resolve) => hanging = resolve);
        const [first] = door.pieces;
        const upstream = (_: unknown, response: ServerResponse) => {
          if (pieces > 0) {
            response.writeHead(200, { "content-type": door.type });
            response.write(door.pieces.length > 1 ? first : first.slice(0, 9));
          }
          hanging(response);
        };
        await withRig(upstream, async ({ port }) => {
          const gone = leave(port, sent, hangs);
          const response = await hangs;
          await once(response, "close");
          await gone;
        });
      });
    }
  }

  Deno.test(`${door.name}: what fails when the model has asked for an original is told as it is`, (t) =>
    onStage(async ({ rig, direct, through }) => {
      const sent = requestOf(door, true);
      const isStream = door.pieces.length > 1;
      for (const { name, act } of [...REFUSALS, ...PAGES]) {
        await t.step(name, async () => {
          const want = await direct(sent, door, act);
          const got = await through(sent, door, asks, act, act);
          assert.doesNotMatch(got.body, new RegExp(OURS));
          assert.ok(rig.came.at(-1)!.body.includes("none2222"));
          if (!isStream) return assert.deepEqual(got, want);
          assert.deepEqual([got.status, got.isWhole], [200, true]);
          const words = want.body.includes("too much") ? "too much" : `answered ${want.status}`;
          assert.match(got.body, new RegExp(words));
          if (door.type.startsWith("application/json")) {
            assert.ok(JSON.parse(got.body).at(-1).error, "the list does not end with the error");
          }
        });
      }
      await t.step("an error inside a 200", async () => {
        const got = await through(sent, door, asks, failsInside);
        assert.match(got.body, /too much|has stopped/);
        assert.doesNotMatch(got.body, new RegExp(OURS));
      });
      await t.step("a cut in the middle", async () => {
        const { isWhole, status } = await through(sent, door, asks, breaksOff);
        assert.deepEqual([status, isWhole], [200, false]);
      });
      await t.step("a reset before the answer", async () => {
        const { isWhole, status } = await through(sent, door, asks, resets);
        assert.deepEqual([status, isWhole], isStream ? [200, false] : [502, true]);
      });
    }));
}
