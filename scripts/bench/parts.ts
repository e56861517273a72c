import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Role, Usage } from "./role.ts";

/** A part that runs in a process of its own. */
export interface Part {
  readonly url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const PART = fileURLToPath(new URL("part.ts", import.meta.url));

/** Starts a part; resolves when it listens. */
export async function startPart(role: Role): Promise<Part> {
  const child = spawn(process.execPath, ["run", "-A", PART, JSON.stringify(role)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error(`the ${role.kind} of the benchmark has ended`);
    return JSON.parse(value);
  };
  const { port } = await answer();
  return {
    url: `http://127.0.0.1:${port}`,
    usage: async () => {
      child.stdin.write("\n");
      return await answer();
    },
    stop: () => ended(child),
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.stdin?.end();
  });
}

/** A state folder that is there while `work` runs. */
export async function withHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), "squeezr-bench-"));
  try {
    return await work(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Parts that run while `work` does. */
export async function withParts<T>(
  roles: readonly Role[],
  work: (parts: readonly Part[]) => Promise<T>,
): Promise<T> {
  const parts = await Promise.all(roles.map(startPart));
  try {
    return await work(parts);
  } finally {
    await Promise.all(parts.map((part) => part.stop()));
  }
}
