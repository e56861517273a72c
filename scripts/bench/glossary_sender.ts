/**
 * A thread that sends a session of long requests to several proxies in turns, so that whoever measures others is not
 * held up by it.
 */
import { setTimeout } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { between, oneOf, seeded } from "../../src/demo/random.ts";
import { bodyOf, message, systemOf, type Talk, text, TOOLS } from "../../tests/support/talk.ts";
import type { Habits } from "../../tests/support/moves.ts";
import { timeOf } from "./client.ts";
import type { Asked } from "./session.ts";

/** In bytes. */
const LONG = 5e6;
/** Lines of a search. */
const LINES = 80;
/** Between two requests, in milliseconds: time for what is done behind them. */
const PAUSE = 50;

const HABITS: Habits = { markers: "last_two", flips: true, streams: true, ids: "long" };

const { urls, seed, requests }: { urls: string[]; seed: number; requests: number } = workerData;
const random = seeded(seed);
const talk: Talk = {
  name: `session ${seed}`,
  system: systemOf("the agent"),
  tools: TOOLS,
  messages: [message("user", text("Please look for it everywhere."))],
};

/** What a search in a large project prints: a path of a few hundred, and a line of source. */
function search(): string {
  const area = oneOf(random, ["checkout", "catalogue", "customers", "inventory", "shipping"]);
  const folder = `/home/dev/projects/webshop/packages/${area}/src/application/services`;
  return Array.from({ length: LINES }, () => {
    const file = `${folder}/order_line_${between(random, 1, 80)}.service.ts`;
    return `${file}:${between(random, 1, 900)}:  const total = lines.map(({ price }) => price);`;
  }).join("\n");
}

function idOf(nth: number): string {
  return `toolu_bench_${seed}_${nth}`.padEnd(30, "0");
}

/** One more call and its result. */
function grow(nth: number): void {
  const id = idOf(nth);
  const call = { type: "tool_use", id, name: "bash", input: { command: `rg total ${nth}` } };
  const result = { type: "tool_result", tool_use_id: id, content: search() };
  talk.messages = [...talk.messages, message("assistant", call), message("user", result)];
}

/** The request that asks what to do next, and the id of the call that answers it. */
function asked(nth: number): Asked {
  const body = new TextEncoder().encode(JSON.stringify(bodyOf(talk, HABITS)));
  return { body, ids: [idOf(nth)] };
}

let nth = 0;
for (let bytes = 0; bytes < LONG; bytes += LINES * 150) grow(nth++);
parentPort!.postMessage("ready");
parentPort!.once("message", async () => {
  const times: number[][] = urls.map(() => []);
  for (let i = 0; i < requests; i++) {
    grow(nth++);
    const request = asked(nth);
    // Whoever comes second finds the body in the caches of the machine.
    const order = [...urls.keys()];
    for (const which of i % 2 === 0 ? order : order.toReversed()) {
      times[which].push(await timeOf(urls[which], request));
      await setTimeout(PAUSE);
    }
  }
  parentPort!.postMessage(times);
});
