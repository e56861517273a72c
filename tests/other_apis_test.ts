/** Recorded sessions of clients that speak the other APIs, through proxies that end and begin on one folder. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultConfig } from "../src/config/settings.ts";
import { createProxy, type Proxy } from "../src/proxy/proxy.ts";
import {
  ANTHROPIC_SESSIONS,
  hasCorpus,
  type Recorded,
  recordedOf,
  sessionNames,
} from "./support/corpus.ts";
import { assertLaw, lawReport, type Passage } from "./support/law.ts";

/** Requests after which the proxy ends and another begins. */
const EVERY = 7;

const names = hasCorpus("sessions of the other APIs")
  ? sessionNames().filter((name) => !ANTHROPIC_SESSIONS.includes(name))
  : [];

for (const name of names) {
  Deno.test(`what was sent stays sent, over the recorded session ${name} and its restarts`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "squeezr-"));
    try {
      const { passages, breaks } = await replayed(name, folder);
      assert.ok(passages.length > 0);
      assertLaw(lawReport(passages), name);
      assert.equal(breaks, 0, "the proxy counts a break of its own");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

async function replayed(name: string, home: string) {
  const passages: Passage[] = [];
  let breaks = 0;
  let up: Uint8Array | undefined;
  const send = async (input: RequestInfo | URL, init?: RequestInit) => {
    up = new Uint8Array(await new Request(input, init).arrayBuffer());
    return Response.json({});
  };
  let proxy = proxyIn(home, send);
  for (const [i, recorded] of recordedOf(name).entries()) {
    if (i % EVERY === EVERY - 1) {
      breaks += await ownBreaksOf(proxy);
      await proxy.close();
      proxy = proxyIn(home, send);
    }
    up = undefined;
    await (await proxy.fetch(requestOf(recorded))).body?.cancel();
    if (up === undefined) continue;
    const { n, path, kind, body } = recorded;
    const isCount = /countTokens/.test(path);
    passages.push({ name: `${path} #${n} (${kind})`, conversation: name, body, up, isCount });
  }
  breaks += await ownBreaksOf(proxy);
  await proxy.close();
  return { passages, breaks };
}

function proxyIn(home: string, send: typeof fetch): Proxy {
  const ignore = () => {};
  return createProxy({
    config: defaultConfig,
    home,
    version: "test",
    port: () => 8787,
    token: "test",
    log: { info: ignore, warn: ignore, error: ignore },
    stop: ignore,
    send,
  });
}

async function ownBreaksOf(proxy: Proxy): Promise<number> {
  const url = "http://127.0.0.1:8787/squeezr/stats";
  const stats = await proxy.fetch(new Request(url, { headers: { host: "127.0.0.1:8787" } }));
  return (await stats.json()).prefix.breaks.ours;
}

function requestOf({ method, path, headers, body }: Recorded): Request {
  return new Request(`http://127.0.0.1:8787${path}`, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: body.length > 0 ? body.slice() : null,
  });
}
