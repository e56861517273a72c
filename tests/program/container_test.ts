import assert from "node:assert/strict";
import { request } from "node:http";
import process from "node:process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { listen } from "../../src/demo/listen.ts";
import { createProvider } from "../../src/demo/provider.ts";
import { byTurn } from "../../src/demo/script.ts";
import { type Container, inContainer, type Inside, whyNoContainer } from "../support/container.ts";
import { imageOf } from "../support/dockerfile.ts";
import { loopThrough, stepsOf } from "../support/sdk_loop.ts";

const TURNS = 6;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const named = process.env.SQUEEZR_BINARY;
const why = whyNoContainer(named);
if (why !== undefined) console.log(`No test in a container: ${why}.`);

/** A test in a container whose program goes to a strict provider outside of it. */
function containerTest(
  name: string,
  inside: Inside,
  test: (container: Container, session: (url: string) => Promise<number>) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: why !== undefined,
    async fn() {
      const provider = createProvider({ script: byTurn(stepsOf(TURNS)) });
      const upstream = await listen((request) => provider.fetch(request));
      const env = { ...inside.env, SQUEEZR_UPSTREAM_ANTHROPIC: upstream.url };
      /** A streamed session by the official SDK from outside; gives how many requests it made. */
      const session = async (url: string) => {
        const loop = loopThrough({ baseURL: url });
        for (let turn = 0; turn < TURNS; turn++) await loop.turn(`Please do ${turn}.`);
        assert.deepEqual(provider.received.filter(({ status }) => status !== 200), []);
        return loop.bodies.length;
      };
      try {
        await inContainer(
          resolve(ROOT, named!),
          { ...inside, env },
          (container) => test(container, session),
        );
      } finally {
        await upstream.close();
      }
    },
  });
}

const STATE = { SQUEEZR_HOME: "/state/squeezr" };

containerTest(
  "start in one step, a session, stats and stop in later ones: as a user whom nobody knows, on a root that can't be written",
  { first: "something", env: { ...STATE, SQUEEZR_PORT: "0" } },
  async ({ squeezr, shell, state }, session) => {
    const started = await squeezr("start", "--json");
    assert.equal(started.code, 0, started.stderr);
    const { url, warnings } = JSON.parse(started.stdout);
    assert.deepEqual(warnings, []);
    assert.match((await squeezr("env", "--shell", "sh")).stdout, new RegExp(`='${url}'\n`));
    assert.equal((await squeezr("status")).code, 0);
    const requests = await session(url);
    const stats = JSON.parse((await squeezr("stats", "--json")).stdout);
    assert.equal(stats.requests, requests);
    assert.ok(stats.total_saved_tokens > 0);
    assert.equal((await squeezr("glossary", "list", "--json")).code, 0);
    assert.equal((await squeezr("stop")).code, 0);
    assert.equal((await squeezr("status")).code, 1);
    // A process that has ended may wait to be asked how, by a first process that doesn't ask.
    assert.equal(shell("ps -eo stat=,args= | grep -v '^Z' | grep -c '[/]squeezr'"), "0\n");
    // The state folder is all that is left, and no run file in it.
    assert.deepEqual(state().filter((file) => !/^\.\/squeezr\/[^/]+$/.test(file)), []);
    assert.ok(state().includes("./squeezr/ledger.db"));
  },
);

containerTest(
  "as the first process the proxy reaps what ends there, and ends on SIGTERM with exit code 0",
  { first: ["start", "--foreground", "--port", "0", "--json"], env: STATE },
  async ({ line, squeezr, shell, terminate }, session) => {
    const { url, pid } = JSON.parse(await line() ?? "");
    assert.equal(pid, 1);
    assert.equal((await squeezr("status")).code, 0);
    await session(url);
    shell("for i in 1 2 3; do (sleep 0.1 &); done");
    const zombies = () => Number(shell("ps -eo stat= | grep -c '^Z'"));
    const end = Date.now() + 20_000;
    await new Promise((resolve) => setTimeout(resolve, 300));
    while (zombies() > 0 && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.equal(zombies(), 0);
    assert.equal(await terminate(), 0);
  },
);

containerTest(
  "as the first process run serves its command, with no home and nowhere to write",
  { first: ["run", "--", "/squeezr", "stats", "--json"], env: {} },
  async ({ line }) => {
    assert.equal(JSON.parse(await line() ?? "").requests, 0);
  },
);

const image = imageOf(new URL("../../Dockerfile", import.meta.url));

containerTest(
  "the Dockerfile's words and variables make a proxy that is called by the names that it is given",
  {
    first: [...image.command, "--json"],
    env: {
      ...image.env,
      SQUEEZR_HOME: `${image.env.SQUEEZR_HOME}/squeezr`,
      // The test has the network of this machine, where the port may be taken.
      SQUEEZR_PORT: "0",
      SQUEEZR_ALLOWED_HOSTS: "squeezr,squeezr.local",
    },
  },
  async ({ line, squeezr, terminate }, session) => {
    assert.deepEqual([image.entrypoint, image.user], [["/squeezr"], "65532:65532"]);
    assert.equal(image.health[0], image.entrypoint[0]);
    const { url, host } = JSON.parse(await line() ?? "");
    assert.equal(host, "0.0.0.0");
    assert.equal((await squeezr(...image.health.slice(1))).code, 0);
    assert.equal(await statusAs("squeezr:8080", url), 200);
    assert.equal(await statusAs("elsewhere", url), 403);
    await session(url);
    assert.equal(await terminate(), 0);
    assert.equal(await statusAs("squeezr", url), undefined);
  },
);

/** The status of an answer to a request under this name; nothing where nobody answers. */
function statusAs(host: string, url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = request(`${url}/squeezr/health`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.on("error", () => resolve(undefined));
    call.end();
  });
}
