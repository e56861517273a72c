import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scrubberOf } from "../scrub.ts";
import { execute } from "../tools.ts";
import { chatLoop } from "./chat.ts";
import { geminiLoop } from "./gemini.ts";
import type { Loop, Run } from "./loop.ts";
import { type Growth, planOf, type Task } from "./plan.ts";
import type { Exchange } from "./recorder.ts";
import { heldLoop, statelessLoop } from "./responses.ts";

/** A loop that was recorded. */
export interface RecordedLoop {
  readonly loop: Loop;
  readonly growth: Growth;
  /** The part of what tools gave back, in characters, that stands in lines that stood earlier. */
  readonly repeated: number;
  readonly exchanges: readonly Exchange[];
}

const LOOPS: readonly Loop[] = [chatLoop, statelessLoop, geminiLoop, heldLoop];

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** What agents cut longer outputs to, in characters. */
const LONGEST = 30_000;

/** Records every loop on every growth. Commands run for real, in a copy of this repository. */
export async function recordLoops(growths: readonly Growth[]): Promise<RecordedLoop[]> {
  const workshop = realpathSync(mkdtempSync(join(tmpdir(), "squeezr-record-")));
  try {
    const folder = join(workshop, "repo");
    const { status, stderr } = spawnSync("git", ["clone", "-q", "--no-local", PROJECT, folder], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`git clone: ${stderr}`);
    const scrub = scrubberOf([folder, PROJECT, workshop]);
    const all: RecordedLoop[] = [];
    for (const growth of growths) {
      const tasks = planOf(growth);
      const outputs = outputsOf(
        tasks,
        (command) => cut(scrub(execute(folder, "bash", { command }).text)),
      );
      for (const loop of LOOPS) {
        const left = [...outputs];
        const exchanges = await loop.record(tasks, () => left.shift()!);
        all.push({ loop, growth, repeated: repeatedIn(outputs), exchanges });
      }
    }
    return all;
  } finally {
    rmSync(workshop, { recursive: true });
  }
}

/** Each command is run when its turn has come: what is asked again may say something else. */
function outputsOf(tasks: readonly Task[], run: Run): string[] {
  return tasks.flatMap(({ steps }) => steps).flatMap(({ commands }) => commands.map(run));
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}\n[${text.length - LONGEST} characters more]`;
}

function repeatedIn(outputs: readonly string[]): number {
  const seen = new Set<string>();
  let [all, repeated] = [0, 0];
  for (const output of outputs) {
    const lines = output.split("\n").map((line) => line.replace(/^\s*\d+\t/, ""));
    for (const line of lines) {
      all += line.length + 1;
      if (seen.has(line)) repeated += line.length + 1;
    }
    for (const line of lines) seen.add(line);
  }
  return repeated / all;
}
