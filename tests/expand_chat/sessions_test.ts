import assert from "node:assert/strict";
import type { Fields } from "../../src/demo/values.ts";
import { rightSource } from "../expand/source.ts";
import { pairsIn, scene } from "./scene.ts";
import { script } from "./ways.ts";
import { OUTPUT } from "./words.ts";

const TURNS = 18;

for (const stream of [true, false]) {
  for (const inLumps of stream ? [false, true] : [false]) {
    for (const inParts of [false, true]) {
      const says = `${stream ? inLumps ? "in lumps" : "streamed" : "whole"}${
        inParts ? ", echoed in parts" : ""
      }`;
      Deno.test(`a client of the Chat API goes on for ${TURNS} turns over restarts, ${says}`, () =>
        scene(rightSource, { script, stream, inLumps, inParts }, async (scene) => {
          const { client, provider, restart } = scene;
          for (let turn = 0; turn < TURNS; turn++) {
            if (turn % 4 === 3) restart();
            await client.turn(`Turn ${turn}.`);
          }
          assertOriginals(provider.ups.at(-1)!);
        }));
    }
  }
}

/** What a call was given without lines and grep is what a tool gave, to the byte. */
function assertOriginals(messages: readonly Fields[]): void {
  const given = pairsIn(messages).filter(([{ function: asked }]) => {
    const input = JSON.parse(String((asked as Fields).arguments));
    return Object.keys(input).join() === "id" && input.id !== "none";
  });
  assert.ok(given.length >= TURNS / 2, `${given.length} originals came back`);
  for (const [, content] of given) assert.equal(content, OUTPUT);
}
