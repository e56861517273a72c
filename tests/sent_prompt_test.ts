/** The prompt that goes up is made from the client's and what was changed: it must say what the body says that went up. */
import assert from "node:assert/strict";
import { BlockMemo } from "../src/billing/memo.ts";
import type { Prompt } from "../src/billing/prompt.ts";
import { createProxy } from "../src/proxy/proxy.ts";
import type { Sent } from "../src/proxy/told.ts";
import { SentPrompts } from "../src/stats/sent_prompt.ts";
import { hasCorpus, recordedOf } from "./support/corpus.ts";
import { atDoor, housed } from "./support/proxies.ts";

const SESSIONS = ["claude-hono", "codex-express", "gemini-express", "opencode-hono"];
const MOST = 40;

/** The requests of a recorded session as they go up. */
async function sentOf(name: string): Promise<Sent[]> {
  const sent: Sent[] = [];
  const told = (one: Sent) => void sent.push(one);
  const fetch = () => Promise.resolve(Response.json({}));
  const proxy = housed(
    undefined,
    { fetch },
    undefined,
    (options) => createProxy({ ...options, told }),
  );
  const requests = recordedOf(name).filter(({ method, body }) =>
    method === "POST" && body.length > 0
  );
  for (const { path, headers, body } of requests.slice(0, MOST)) {
    const kept = headers.filter(([name]) => !/^(host|connection|content-length)$/i.test(name));
    const request = new Request(`http://127.0.0.1:1${path}`, {
      method: "POST",
      headers: kept.map(([name, value]) => [name, value]),
      body: new Uint8Array(body),
    });
    await (await proxy.fetch(atDoor(request))).text();
  }
  await proxy.close();
  return sent;
}

function taken<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Tokens by kind of block. */
function tokensOf({ blocks }: Prompt): Record<string, number> {
  const tokens: Record<string, number> = {};
  for (const { kind, tokens: more } of blocks) tokens[kind] = (tokens[kind] ?? 0) + more;
  return tokens;
}

for (const name of SESSIONS) {
  Deno.test(`a prompt as it goes up is what its body says: ${name}`, async () => {
    if (!hasCorpus(name)) return;
    const prompts = new SentPrompts();
    let changed = 0;
    for (const { provider, known, body, path } of await sentOf(name)) {
      const { conversation, plan: { decisions }, rebuilt, stale: { collapsed } } = known;
      const sending = { conversation, decisions, rebuilt, collapsed, tool: undefined };
      const client = taken(provider.promptOf(conversation, new BlockMemo()));
      const { sent, changes } = taken(prompts.of(client, sending));
      const up = provider.read(body, undefined, { path })!;
      const wanted = tokensOf(taken(provider.promptOf(up, new BlockMemo())));
      const { tools: _, ...found } = tokensOf(sent);
      // The tool that is offered is counted by its own words.
      for (const [kind, tokens] of Object.entries(found)) {
        const off = Math.abs(tokens - wanted[kind]);
        assert.ok(off <= 2 * changes.length + 1, `${kind}: ${tokens}, not ${wanted[kind]}`);
      }
      changed += changes.length;
    }
    assert.ok(changed > 20, `${changed} changes`);
  });
}
