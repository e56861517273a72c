/**
 * A session of the official SDK at `ANTHROPIC_BASE_URL`, with patience. It tells of each turn when it is done, and goes
 * on when a file with the turn's number is there, in the working directory.
 */
import { existsSync } from "node:fs";
import process from "node:process";
import { loopThrough } from "./sdk_loop.ts";

const loop = loopThrough({ baseURL: process.env.ANTHROPIC_BASE_URL!, retries: 10 });
for (let turn = 0; turn < Number(process.argv[2]); turn++) {
  await loop.turn(`Please do ${turn}.`);
  console.log(JSON.stringify({ turn }));
  while (!existsSync(String(turn))) await new Promise((resolve) => setTimeout(resolve, 10));
}
