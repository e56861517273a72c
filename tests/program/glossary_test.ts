import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { listen } from "../../src/demo/listen.ts";
import { createProvider } from "../../src/demo/provider.ts";
import { programUnderTest, runProgram, startProxy } from "../support/program.ts";
import { withFolder } from "../support/proxies.ts";

const program = programUnderTest();
const HEADERS = { "anthropic-version": "2023-06-01", "x-api-key": "sk-test" };

function pathOf(nth: number): string {
  return `/home/dev/projects/squeezr/src/file_${nth}.ts`;
}

/** Asks the model, in a request that repeats a path. */
async function ask(url: string, path: string): Promise<void> {
  const content = `${path} `.repeat(25);
  const messages = [{ role: "user", content }];
  const body = JSON.stringify({ model: "m", max_tokens: 10, messages });
  const response = await fetch(`${url}/v1/messages`, { method: "POST", headers: HEADERS, body });
  assert.equal(response.status, 200);
  await response.text();
}

/** A provider's server, and a folder for proxies before it. */
async function withPlace(test: (home: string, upstream: string) => Promise<void>): Promise<void> {
  const provider = createProvider({
    script: () => ({ says: [{ kind: "text", text: "Done." }] }),
    strict: false,
  });
  const upstream = await listen((request) => provider.fetch(request));
  try {
    await withFolder((home) => test(home, upstream.url));
  } finally {
    await upstream.close();
  }
}

/** The texts of the glossary by ref, as the command line tells them. */
async function listed(home: string): Promise<Record<string, string>> {
  const place = { home, cwd: home };
  const { code, stdout, stderr } = await runProgram(program, ["glossary", "list", "--json"], place);
  assert.equal(code, 0, stderr);
  const entries: { ref: string; text: string }[] = JSON.parse(stdout);
  return Object.fromEntries(entries.map(({ ref, text }) => [ref, text]));
}

Deno.test("the glossary grows over restarts, and is shown and cleared with a proxy and without", () =>
  withPlace(async (home, upstream) => {
    const place = { home, cwd: home, upstream };
    const first = await startProxy(program, place);
    await ask(first.url, pathOf(1));
    assert.deepEqual(await listed(home), { $P1: pathOf(1) });
    await ask(first.url, pathOf(2));
    await first.end("SIGTERM");
    assert.deepEqual(await listed(home), { $P1: pathOf(1), $P2: pathOf(2) });

    const second = await startProxy(program, place);
    await ask(second.url, pathOf(2));
    assert.equal((await runProgram(program, ["glossary", "clear"], place)).code, 0);
    assert.deepEqual(await listed(home), {});
    await ask(second.url, pathOf(1));
    assert.deepEqual(await listed(home), { $P3: pathOf(1) });
    await second.end("SIGTERM");
    assert.deepEqual(await listed(home), { $P3: pathOf(1) });
  }));

Deno.test("a proxy that is killed leaves a whole glossary, whenever that is", () =>
  withPlace(async (home, upstream) => {
    const file = join(home, "glossary.json");
    for (let nth = 0; nth < 4; nth++) {
      const proxy = await startProxy(program, { home, cwd: home, upstream });
      await ask(proxy.url, pathOf(nth));
      // It writes down what it saw when it is asked: killed before, in the middle, or after.
      const asked = fetch(`${proxy.url}/squeezr/glossary`).catch(() => undefined);
      await setTimeout(nth * 10);
      await proxy.end("SIGKILL");
      await (await asked)?.body?.cancel();
      if (existsSync(file)) JSON.parse(readFileSync(file, "utf8"));
    }
    assert.ok(!existsSync(`${file}.damaged`));
  }));

Deno.test("two proxies on one folder give no ref twice", () =>
  withPlace(async (home, upstream) => {
    const place = { home, cwd: home, upstream };
    const proxies = await Promise.all([startProxy(program, place), startProxy(program, place)]);
    await Promise.all(
      proxies.flatMap(({ url }, i) => [0, 1, 2].map((nth) => ask(url, pathOf(10 * i + nth)))),
    );
    await Promise.all(proxies.map((proxy) => proxy.end("SIGTERM")));
    const names = await listed(home);
    assert.equal(Object.keys(names).length, new Set(Object.values(names)).size);
    assert.ok(Object.keys(names).length >= 2, JSON.stringify(names));
  }));
