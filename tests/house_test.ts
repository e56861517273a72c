import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The floors of the house, lowest first. Imports point down, or stay in the room. */
const floors: readonly (readonly string[])[] = [
  ["json", "text", "sqlite"],
  ["conversation", "glossary"],
  ["rules", "billing"],
  ["plan"],
  ["memory", "stats", "providers", "config"],
  ["admin", "clients", "recording"],
  ["proxy"],
  ["demo"],
  ["replay"],
  ["cli"],
];
/** Rooms without clock, disk, network, runtime or chance. */
const pure = [
  "json",
  "text",
  "conversation",
  "glossary",
  "rules",
  "billing",
  "plan",
  "providers",
];
const effects =
  /\bDeno\.|\bBun\b|\bDate\b|Math\.random|\bfetch\(|performance\.|process\.|setTimeout|node:(fs|net|http|https|os|child_process|sqlite|process|timers)/;
const moduleState = /^(export )?let /m;

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const src = join(root, "src");

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function sourcesIn(folder: string): string[] {
  return filesIn(folder).filter((path) => /(?<!_test)\.ts$/.test(path));
}

function roomOf(file: string): string {
  return relative(src, file).split(/[\\/]/)[0];
}

function floorOf(room: string): number {
  const floor = floors.findIndex((rooms) => rooms.includes(room));
  assert.notEqual(floor, -1, `src/${room} stands on no floor: name it in tests/house_test.ts`);
  return floor;
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)]
    .map(([, path]) => resolve(dirname(file), path));
}

function codeOf(file: string): string {
  return readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

Deno.test("imports point down or stay in the room", () => {
  const files = sourcesIn(src);
  assert.ok(files.length > 50, "the house was not found");
  for (const file of files) {
    for (const target of importsOf(file).filter((path) => path.startsWith(src))) {
      const [from, to] = [roomOf(file), roomOf(target)];
      assert.ok(
        from === to || floorOf(to) < floorOf(from),
        `${relative(root, file)} imports ${relative(root, target)}, which is not below it`,
      );
    }
  }
});

Deno.test("only main.ts imports from cli, and nothing in src imports main.ts or tests", () => {
  const manifest = join(root, "deno.json");
  for (const file of sourcesIn(src)) {
    for (const target of importsOf(file).filter((path) => path !== manifest)) {
      assert.ok(target.startsWith(src), `${relative(root, file)} reaches out of src: ${target}`);
    }
  }
});

Deno.test("tests that start the program stand in tests/program, which CI runs with the binary as well", () => {
  const starters = ["program.ts", "processes.ts", "container.ts", "release.ts"].map((name) =>
    join(root, "tests/support", name)
  );
  const isTest = (file: string) => file.endsWith("_test.ts");
  const starting = filesIn(join(root, "tests")).filter(isTest)
    .filter((file) => importsOf(file).some((path) => starters.includes(path)));
  assert.deepEqual(starting, filesIn(join(root, "tests/program")).filter(isTest));
});

Deno.test("pure floors use no clock, disk, network, runtime, chance or module state", () => {
  for (const file of sourcesIn(src).filter((file) => pure.includes(roomOf(file)))) {
    const code = codeOf(file);
    assert.doesNotMatch(code, effects, relative(root, file));
    assert.doesNotMatch(code, moduleState, relative(root, file));
  }
});

Deno.test("Deno and Bun are named in the adapters alone: the server's, the upstream's, the C library's", () => {
  const allowed = ["src/proxy/server.ts", "src/proxy/upstream.ts", "src/cli/kit/wait.ts"];
  for (const file of sourcesIn(src)) {
    if (allowed.includes(relative(root, file))) continue;
    assert.doesNotMatch(codeOf(file), /\bDeno\.|\bBun\./, relative(root, file));
  }
});

Deno.test("only main.ts prints and exits", () => {
  for (const file of sourcesIn(src)) {
    assert.doesNotMatch(codeOf(file), /console\.|process\.exit\(/, relative(root, file));
  }
});

Deno.test("empty catches and loosened checks are nowhere", () => {
  const silenced = /@ts-(ignore|nocheck)|deno-lint-ignore/;
  for (const file of sourcesIn(src)) {
    assert.doesNotMatch(readFileSync(file, "utf8"), silenced, file);
  }
  const loose = /catch\s*(\([^)]*\))?\s*\{\s*\}|: any\b|as any\b/;
  for (const file of sourcesIn(src)) assert.doesNotMatch(codeOf(file), loose, file);
});
