/** A strict provider that speaks Gemini, a client that knows nothing of us, and proxies that end and begin between. */
import assert from "node:assert/strict";
import { atDoor, housed, withFolder } from "../support/proxies.ts";
import { Client } from "./client.ts";
import { StrictGemini } from "./provider.ts";
import { script } from "./ways.ts";
import { type Entry, OUTPUT, type Part } from "./words.ts";

const TURNS = 24;
const PATHS = [
  ":streamGenerateContent?alt=sse",
  ":streamGenerateContent",
  ":generateContent",
];

function requestFor(contents: readonly Entry[], path: string): Request {
  const tools = [{ functionDeclarations: [{ name: "shell", parameters: {} }] }];
  const url = `http://127.0.0.1/v1beta/models/gemini-3-pro${path}`;
  return atDoor(new Request(url, { method: "POST", body: JSON.stringify({ contents, tools }) }));
}

async function partsIn(response: Response, path: string): Promise<readonly Part[]> {
  const body = await response.text();
  assert.equal(response.status, 200, body);
  const chunks = path.includes("alt=sse")
    ? body.split(/\r?\n/).filter((line) => line.startsWith("data: "))
      .map((line) => JSON.parse(line.slice(6)))
    : [JSON.parse(body)].flat();
  assert.equal(new Set(chunks.map(({ responseId }) => responseId)).size, 1, "one answer, one id");
  for (const { candidates } of chunks) {
    assert.ok(
      candidates[0].content?.parts.length > 0,
      "readers take a chunk without parts for no answer",
    );
  }
  return chunks.flatMap(({ candidates }) => candidates[0].content.parts);
}

for (const path of PATHS) {
  for (const hasIds of [true, false]) {
    for (const signsWords of [true, false]) {
      const words = signsWords ? ", words signed" : "";
      Deno.test(`squeezr_expand on Gemini, ${path}, ${hasIds ? "with" : "without"} ids${words}, over restarts`, () =>
        withFolder(async (home) => {
          const provider = new StrictGemini(script, { hasIds, signsWords });
          let proxy = housed(home, provider);
          let asked = 0;
          const client = new Client(async (contents) => {
            if (++asked % 5 === 0) {
              await proxy.close();
              proxy = housed(home, provider);
            }
            return await partsIn(await proxy.fetch(requestFor(contents, path)), path);
          });
          for (let turn = 0; turn < TURNS; turn++) await client.turn(`Turn ${turn}.`);
          await proxy.close();
          assert.deepEqual(provider.problems, []);
          assert.ok(provider.requests > asked + 10, "the model has asked for originals");
          assert.ok(provider.given.includes(OUTPUT), "and got them");
        }));
    }
  }
}
