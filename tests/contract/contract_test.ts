/** What every provider owes, whatever its API: one test, run for each. What goes wrong above is in tests/faults. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { textAt } from "../../src/json/spans.ts";
import { prepare } from "../../src/proxy/prepare.ts";
import { houseIn } from "../../src/proxy/testing.ts";
import type { Splicer } from "../../src/providers/expand.ts";
import { DOORS } from "../faults/doors.ts";
import { type Door, OURS } from "../faults/doors/door.ts";
import { assertLaw, lawReport, type Passage } from "../support/law.ts";
import { atDoor, housed, statsOf, withFolder } from "../support/proxies.ts";
import { textOf } from "../support/texts.ts";
import { FOREIGN, type Told, type Wording, WORDINGS } from "./wordings.ts";

const ROUNDS = 24;
/** Texts with all that a literal may hold. */
const ODD = ['quo"te \\ back', "t\tab\r\nline\u2028", "\u0000\u001b[31m", "\u{1f600}é", ""];

/** What each call gives back: long texts, some of them again, and odd ones. */
function toldAt(i: number): Told {
  const kinds = ["source", "search", "repeated", "coloured", "json"] as const;
  const output = i % 6 === 5
    ? ODD[i % ODD.length]
    : textOf(kinds[i % kinds.length], Math.floor(i / 2) % 4);
  return { id: `call_0123456789abcdef_${i}`, command: `step ${i % 7}`, output };
}

function bodyAt({ prompt, round, body }: Wording, rounds: number): string {
  const entries = Array.from({ length: rounds }, (_, i) => round(toldAt(i))).flat();
  return body([prompt, ...entries], rounds);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const told = Array.from({ length: ROUNDS }, (_, i) => toldAt(i));

for (const [name, wording] of Object.entries(WORDINGS)) {
  const { provider, path } = wording;

  Deno.test(`${name}: each block's span decodes to what the tool gave`, () => {
    const { blocks, body } = provider.read(bytesOf(bodyAt(wording, ROUNDS)))!;
    const given = told.map(({ output }) => output);
    assert.deepEqual(blocks.map(({ place }) => textAt(body, place)), given);
    assert.deepEqual(blocks.map(({ call }) => call.command), told.map(({ command }) => command));
  });

  Deno.test(`${name}: with nothing to change, the client's own buffer goes up`, () =>
    withFolder(async (folder) => {
      const house = houseIn(folder);
      const entries = [wording.prompt, ...wording.round({ ...toldAt(0), output: "short" })];
      const body = bytesOf(wording.body(entries, 0));
      const visit = { provider, purpose: "message", path, body, client: "test" } as const;
      const prepared = await prepare(visit, house);
      assert.ok(prepared.known, "it was read");
      assert.equal(prepared.body, body);
      house.ledger.close();
    }));

  Deno.test(`${name}: a session that grows keeps its prefix over restarts, and what is foreign stays to the letter`, () =>
    withFolder(async (home) => {
      const passages: Passage[] = [];
      let up = new Uint8Array();
      let said = "";
      const upstream = {
        fetch: async (request: Request) => {
          up = new Uint8Array(await request.arrayBuffer());
          return new Response(said, { headers: { "content-type": "application/json" } });
        },
      };
      let proxy = housed(home, upstream);
      for (let rounds = 0; rounds < ROUNDS; rounds++) {
        if (rounds % 5 === 4) {
          assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
          proxy.close();
          proxy = housed(home, upstream);
        }
        const text = bodyAt(wording, rounds);
        said = wording.answer(toldAt(rounds));
        const request = new Request(`http://127.0.0.1${path}`, { method: "POST", body: text });
        assert.equal(await (await proxy.fetch(atDoor(request))).text(), said);
        const body = bytesOf(text);
        passages.push({ name: `request ${rounds}`, conversation: name, body, up, isCount: false });
        const sent = new TextDecoder().decode(up);
        assert.equal(sent.split(FOREIGN).length, text.split(FOREIGN).length);
      }
      assert.equal((await statsOf(proxy)).prefix.breaks.ours, 0);
      proxy.close();
      const report = lawReport(passages);
      assertLaw(report);
      assert.ok(report.changedTexts > ROUNDS, "texts were shortened");
    }));
}

/** What goes down of an answer that comes in these pieces. */
function passedOf(splicer: Splicer, pieces: readonly Uint8Array[]): string {
  const down = pieces.flatMap((piece) => splicer.take(piece).down);
  const ending = splicer.end();
  assert.equal(ending.kind, "passed");
  const all = ending.kind === "passed" ? [...down, ...ending.down] : down;
  const decoder = new TextDecoder();
  return all.map((bytes) => decoder.decode(bytes, { stream: true })).join("");
}

/** What goes down of two rounds, the first of which asks for an original, each split at these places. */
function splicedOf(splicer: Splicer, door: Door, cuts: readonly number[]): string {
  const down: Uint8Array[] = [];
  for (const text of [door.asking, door.pieces.join("")]) {
    const bytes = bytesOf(text);
    const places = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length];
    places.slice(1).forEach((end, i) => {
      down.push(...splicer.take(bytes.slice(places[i], end)).down);
    });
    const ending = splicer.end();
    if (ending.kind === "done") down.push(...ending.down);
    else assert.equal(ending.kind, "go_on");
    splicer.goOn();
  }
  return new TextDecoder().decode(Buffer.concat(down));
}

function splicerOf({ type, path }: Door, provider: Wording["provider"]): Splicer {
  const headers = new Headers({ "content-type": type });
  const answerer = () => ({ text: "", isError: false });
  return provider.expanding!.splicerFor(headers, answerer, path.split("?")[0])!;
}

for (const door of DOORS) {
  const wording = Object.values(WORDINGS).find(({ provider }) =>
    provider.purposeOf("POST", door.path.split("?")[0]) !== undefined
  )!;
  Deno.test(`${door.name}: an answer without a call of ours goes down as it came, split anywhere`, () => {
    for (
      const text of [door.pieces.join(""), door.pieces.join("").slice(0, -9), door.errorInside]
    ) {
      const bytes = bytesOf(text);
      fc.assert(fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((end, i) => bytes.slice(places[i], end));
        assert.equal(passedOf(splicerOf(door, wording.provider), pieces), text);
      }));
    }
  });

  Deno.test(`${door.name}: two rounds become one answer without a call of ours, the same split anywhere`, () => {
    const want = splicedOf(splicerOf(door, wording.provider), door, []);
    assert.doesNotMatch(want, new RegExp(OURS));
    assert.match(want, /w\u00f6/);
    const longest = bytesOf(door.asking + door.pieces.join("")).length;
    fc.assert(fc.property(fc.array(fc.nat(longest), { maxLength: 30 }), (cuts) => {
      const places = cuts.toSorted((a, b) => a - b);
      assert.equal(splicedOf(splicerOf(door, wording.provider), door, places), want);
    }));
  });
}
