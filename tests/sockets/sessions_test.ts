/** Recorded sessions as a client would have sent them on WebSockets that break off: each message all of the history. */
import assert from "node:assert/strict";
import { framedOf } from "../../src/providers/list.ts";
import { Frames } from "../../src/proxy/socket/frames.ts";
import { houseIn } from "../../src/proxy/testing.ts";
import { hasCorpus, isWork, recordedOf, sessionNames } from "../support/corpus.ts";
import { assertLaw, lawReport, type Passage } from "../support/law.ts";
import { withFolder } from "../support/proxies.ts";

const path = "/v1/responses";
/** Messages after which the socket breaks off. */
const EVERY = 9;

const names = hasCorpus("sessions on WebSockets")
  ? sessionNames().filter((name) => name.startsWith("codex") && isWork(name))
  : [];

for (const name of names) {
  Deno.test(`what was sent stays sent, over ${name} on sockets that break off`, () =>
    withFolder(async (home) => {
      const house = houseIn(home);
      const reading = { framed: framedOf("openai", path)!, path, client: "codex" };
      let frames = new Frames(reading, house);
      const passages: Passage[] = [];
      for (const [i, { body }] of recordedOf(name).entries()) {
        if (i % EVERY === EVERY - 1) frames = new Frames(reading, house);
        const message = `{"type":"response.create",${new TextDecoder().decode(body).slice(1)}`;
        const up = await frames.up(message);
        passages.push({
          name: `message ${i}`,
          conversation: name,
          body: Buffer.from(message),
          up: Buffer.from(up),
          isCount: false,
        });
      }
      const report = lawReport(passages);
      assertLaw(report, name);
      assert.ok(report.changedTexts > 0, "nothing was shortened at all");
      house.ledger.close();
    }));
}
