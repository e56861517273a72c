import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createProxy } from "../../src/proxy/proxy.ts";
import type { Change, Source } from "./case.ts";

const SOURCE = new URL("../../src/", import.meta.url);

/** The source as it is. */
export const rightSource: Source = {
  create: createProxy,
  module: async (path) => await import(new URL(path, SOURCE).href),
};

/** Runs something with a copy of the source in which some lines are changed. */
export async function withWrongSource(
  changes: readonly Change[],
  run: (source: Source) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-wrong-"));
  try {
    cpSync(fileURLToPath(SOURCE), folder, { recursive: true });
    for (const change of changes) apply(change, folder);
    const module = async <T>(path: string): Promise<T> =>
      await import(pathToFileURL(join(folder, path)).href);
    const { create } = await createIn(module);
    await run({ create, module });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function createIn(module: Source["module"]): Promise<Pick<Source, "create">> {
  const { createProxy: create } = await module<{ createProxy: Source["create"] }>("proxy/proxy.ts");
  return { create };
}

function apply({ file, from, to }: Change, folder: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const parts = text.split(patternOf(from));
  assert.equal(parts.length, 2, `${file} must hold this once: ${from}`);
  writeFileSync(path, parts.join(to));
}

/** However the formatter breaks its lines. */
function patternOf(code: string): RegExp {
  const parts = code.trim().split(/\s+/).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
  return new RegExp(parts.join("\\s+"));
}
