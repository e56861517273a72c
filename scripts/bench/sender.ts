/** A thread that sends what is heavy, so that whoever measures the others is not held up by it. */
import { parentPort, workerData } from "node:worker_threads";
import { timeOf } from "./client.ts";
import { HEAVY, requestsWith } from "./heavy.ts";

const { url, name, nth }: { url: string; name: string; nth: number } = workerData;
const results = HEAVY[name].map((make) => make());
const requests = results.length > 0 ? requestsWith(results, `${name} ${nth}`) : [];
parentPort!.postMessage("ready");
parentPort!.once("message", async () => {
  const times: number[] = [];
  for (const asked of requests) times.push(await timeOf(url, asked));
  parentPort!.postMessage(Math.max(0, ...times));
});
