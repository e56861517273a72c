import assert from "node:assert/strict";
import fc from "fast-check";
import { createProvider, type Provider } from "../src/demo/provider.ts";
import { readAnswer } from "../src/demo/read.ts";
import { hasCorpus, recordedOf } from "./support/corpus.ts";
import { recipes } from "./support/generators.ts";
import { play } from "./support/play.ts";
import { atDoor, type Housed, housed, type Settings, withFolder } from "./support/proxies.ts";
import { replayedOf } from "./support/puppet.ts";
import { Stage } from "./support/stage.ts";

/** The glossary on, and so eager that it has much to do; and off. */
const SETTINGS: readonly Settings[] = [true, false].map((enabled) => (config) => ({
  ...config,
  glossary: { ...config.glossary, enabled, min_length: 12, min_occurrences: 2 },
}));

async function namesOf(proxy: Housed): Promise<number> {
  const url = "http://127.0.0.1/squeezr/glossary";
  const { size } = await (await proxy.fetch(atDoor(new Request(url)))).json();
  return size;
}

function bodiesOf({ received }: Pick<Provider, "received">): string[] {
  return received.map(({ body }) => new TextDecoder("latin1").decode(body));
}

/** Plays a recorded session through a proxy; what went up, and how many names were found. */
async function replay(session: string, settings: Settings) {
  return await withFolder(async (home) => {
    const { provider, requests } = replayedOf(recordedOf(session));
    const proxy = housed(home, provider, settings);
    for (const request of requests) {
      const response = await proxy.fetch(atDoor(request));
      if (request.url.includes("count_tokens")) await response.text();
      else await readAnswer(response);
    }
    const names = await namesOf(proxy);
    await proxy.close();
    return { names, bodies: bodiesOf(provider) };
  });
}

for (const session of ["claude-hono", "sdk-anthropic-turns-express"]) {
  Deno.test(`what goes up is the same with the glossary on and off, over ${session}`, async () => {
    if (!hasCorpus(session)) return;
    const [on, off] = [await replay(session, SETTINGS[0]), await replay(session, SETTINGS[1])];
    assert.deepEqual(on.bodies, off.bodies);
    assert.ok(on.names > 10, "hardly a name was found");
    assert.equal(off.names, 0);
  });
}

Deno.test("what goes up is the same with the glossary on and off, over any session", async () => {
  const holds = fc.asyncProperty(recipes(), async (recipe) => {
    const [on, off] = await Promise.all(SETTINGS.map(async (settings) => {
      const stage = new Stage();
      const provider = createProvider({ script: stage.script });
      const proxy = housed(undefined, provider, settings);
      await play(recipe, stage, {
        send: (request) => proxy.fetch(atDoor(request)),
        direct: (request) => provider.fetch(request),
        happen: () => Promise.resolve(),
      });
      await proxy.close();
      return bodiesOf(provider);
    }));
    assert.deepEqual(on, off);
  });
  await fc.assert(holds, { numRuns: 20 });
});
