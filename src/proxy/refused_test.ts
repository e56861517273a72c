import assert from "node:assert/strict";
import type { Rebuilt } from "../providers/expand.ts";
import { placesOf } from "./refused.ts";

function put(turn: number, standsFor: readonly number[]): Rebuilt {
  return { name: "", turn, edits: [], standsFor, digest: "", tokens: () => 0 };
}

/** Message 1 went up as three; behind 4 and the results 5 and 6 something was owed; 8 went up as two. */
const rebuilt = [put(1, [1, 1, 1]), put(4, [4, 5, 6, 4]), put(8, [8, 8])];

async function logged(said: string): Promise<string[]> {
  const lines: string[] = [];
  const ignore = () => {};
  const warn = (line: string) => void lines.push(line);
  const watcher = placesOf({ rebuilt }, { log: { info: ignore, warn, error: ignore } });
  for (const byte of new TextEncoder().encode(said)) await watcher.passing(new Uint8Array([byte]));
  await watcher.over(true);
  return lines;
}

const where = [0, 1, 1, 1, 2, 3, 4, 5, 6, 4, 7, 8, 8, 9, 10];

for (const [i, place] of where.entries()) {
  Deno.test(`what went up as message ${i} is message ${place} of the client`, async () => {
    assert.deepEqual(await logged(`"messages.${i}.content.0: Input should be valid"`), [
      `The upstream refused messages.${i}, which is messages.${place} of the client`,
    ]);
  });
}

const wordings: readonly [string, string][] = [
  ["messages.[3].role is bad", "messages.3, which is messages.1"],
  ["Invalid value for 'messages[6].content'", "messages.6, which is messages.4"],
  [`{"error":{"param":"input[9].call_id"}}`, "input.9, which is input.4"],
  [
    "* GenerateContentRequest.contents[12].parts: must not be empty",
    "contents.12, which is contents.8",
  ],
];

for (const [said, place] of wordings) {
  Deno.test(`the place is found in: ${said}`, async () => {
    assert.deepEqual(await logged(said), [`The upstream refused ${place} of the client`]);
  });
}

Deno.test("an error without a place is logged by nobody", async () => {
  assert.deepEqual(await logged("Overloaded; 3 messages"), []);
});
