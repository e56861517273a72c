import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createProxy } from "../../src/proxy/proxy.ts";
import type { Change, Source } from "./case.ts";

const ROOT = fileURLToPath(new URL("../../src/", import.meta.url));
/** An import that is still there when the types are gone. */
const IMPORT = /^(?:import|export) (?!type )[^;]*? from "(\.[^"]+)"/gm;

/** Who imports each file of the source. */
const importers = new Map<string, string[]>();
for (const file of readdirSync(ROOT, { recursive: true, encoding: "utf8" })) {
  if (!/(?<!_test)\.ts$/.test(file)) continue;
  for (const [, specifier] of readFileSync(join(ROOT, file), "utf8").matchAll(IMPORT)) {
    const path = join(dirname(file), specifier);
    importers.set(path, [...importers.get(path) ?? [], file]);
  }
}

function hrefIn(folder: string, path: string): string {
  return pathToFileURL(join(folder, path)).href;
}

/** The source as it is. */
export const rightSource: Source = {
  create: createProxy,
  module: async (path) => await import(hrefIn(ROOT, path)),
};

/** Runs something with a source in which some lines are changed. */
export async function withWrongSource(
  changes: readonly Change[],
  run: (source: Source) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-wrong-"));
  try {
    const others = reaching(changes.map(({ file }) => file));
    for (const file of others) writeOther(file, changes, others, folder);
    const module = async <T>(path: string): Promise<T> =>
      await import(others.has(path) ? hrefIn(folder, path) : hrefIn(ROOT, path));
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

/** These files, and all that would notice a change of them: only they are loaded once more. */
function reaching(files: readonly string[]): ReadonlySet<string> {
  const reached = new Set(files);
  // A set goes on to what is added meanwhile.
  for (const file of reached) {
    for (const importer of importers.get(file) ?? []) reached.add(importer);
  }
  return reached;
}

/** Writes a file of the changed source; what is not changed it has from where it stands. */
function writeOther(
  file: string,
  changes: readonly Change[],
  others: ReadonlySet<string>,
  folder: string,
): void {
  const text = changes.filter((change) => change.file === file)
    .reduce(applied, readFileSync(join(ROOT, file), "utf8"));
  const target = join(folder, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    text.replace(IMPORT, (whole, specifier) => {
      const path = join(dirname(file), specifier);
      return others.has(path) ? whole : whole.replace(specifier, hrefIn(ROOT, path));
    }),
  );
}

function applied(text: string, { file, from, to }: Change): string {
  const parts = text.split(patternOf(from));
  assert.equal(parts.length, 2, `${file} must hold this once: ${from}`);
  return parts.join(to);
}

/** However the formatter breaks its lines. */
function patternOf(code: string): RegExp {
  const parts = code.trim().split(/\s+/).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
  return new RegExp(parts.join("\\s+"));
}
