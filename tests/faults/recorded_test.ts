/** Recorded sessions of clients that met failures: of each the client gets what the upstream sent. */
import assert from "node:assert/strict";
import { hasCorpus, type Recorded, recordedOf, sessionNames } from "../support/corpus.ts";
import type { Sent } from "../support/wire.ts";
import { DOORS } from "./doors.ts";
import type { Door } from "./doors/door.ts";
import { type Act, answers, breaksOff, failsInside, PAGES, REFUSALS, resets } from "./faults.ts";
import { onStage } from "./stage.ts";

/** What the upstream did, by the kind of the recorded request. */
const ACTS: Readonly<Record<string, Act>> = {
  "fault:midreset": breaksOff,
  "fault:sse-overloaded": failsInside,
  // It hung, and then closed.
  "fault:hang": (...all) => void setTimeout(() => resets(...all), 300),
  ...Object.fromEntries(
    [...REFUSALS, ...PAGES].map(({ name, act }) => [`fault:${/\d+/.exec(name)![0]}`, act]),
  ),
};

const OURS_TO_SET = new Set(["host", "content-length", "connection"]);

function sentOf({ method, path, headers, body }: Recorded): Sent {
  const kept = headers.filter(([name]) => !OURS_TO_SET.has(name.toLowerCase()));
  return { method, path, headers: Object.fromEntries(kept), body };
}

/** How this request is answered. */
function doorOf({ path, body }: Recorded): Door {
  const asksForStream = /alt=sse/.test(path) || JSON.parse(new TextDecoder().decode(body)).stream;
  const kind = asksForStream ? /streamed( as events)?$/ : /whole$/;
  const [wanted] = path.split(/[?:]/);
  const isAlike = (door: Door) =>
    wanted.startsWith("/v1beta/")
      ? door.path.startsWith("/v1beta/")
      : door.path.split(/[?:]/)[0] === wanted;
  return DOORS.find((door) => isAlike(door) && kind.test(door.name))!;
}

const names = hasCorpus("recorded failures")
  ? sessionNames().filter((name) => name.startsWith("fault-"))
  : [];

for (const name of names) {
  Deno.test(`${name}: every status and byte that the upstream sent comes down`, () =>
    onStage(async ({ direct, through }) => {
      let faults = 0;
      for (const recorded of recordedOf(name).filter(({ method }) => method === "POST")) {
        const { n, kind } = recorded;
        const [sent, door] = [sentOf(recorded), doorOf(recorded)];
        if (kind.startsWith("fault:")) faults++;
        if (kind === "fault:reset" || kind === "fault:hang") {
          await assert.rejects(direct(sent, door, ACTS[kind] ?? resets));
          assert.equal((await through(sent, door, ACTS[kind] ?? resets)).status, 502);
          continue;
        }
        const act = ACTS[kind] ?? answers;
        assert.ok(act !== answers || !kind.startsWith("fault:"), kind);
        assert.deepEqual(
          await through(sent, door, act),
          await direct(sent, door, act),
          `#${n} ${kind}`,
        );
      }
      assert.ok(faults >= 7, `${faults} failures`);
    }));
}
