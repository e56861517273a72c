import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { pathList } from "./path_list.ts";

const answer = (text: string, command = "find . -type f", tool = "Bash") =>
  answerOf(pathList, { tool, command, text });

/** Reads the answer back: every path of the list. */
function readBack(answer: string): string[] {
  const lines = answer.split("\n");
  /** The folder that lines so far to the right are in. */
  const folders = [""];
  return lines.flatMap((line, i) => {
    const indent = indentOf(line);
    const inside = folders[indent];
    const words = wordsOf(line.slice(indent));
    const [first, ...rest] = words;
    folders[indent + 1] = inside + first;
    if (first.includes("*/") && first.endsWith(":")) {
      return rest.map((name) => inside + first.slice(0, -1).replace("*", name));
    }
    if (!first.endsWith("/")) return words.map((word) => inside + word);
    const isListed = rest.length === 0 && indentOf(lines[i + 1] ?? "") <= indent;
    return isListed ? [inside + first] : rest.map((name) => inside + first + name);
  });
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** `"a b" c` are two words. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"(:?)|\S+/g)].map(([word, quoted, colon]) =>
    quoted === undefined ? word : quoted + colon
  );
}

const name = fc.constantFrom(
  "a",
  "b.ts",
  "index.ts",
  "my file.md",
  "x:12:y",
  "日本 語.txt",
  "été",
  "a,b",
  "c:",
  "(group)",
  "[id]",
  "-x",
);
const folders = fc.array(fc.constantFrom("src", "lib", "my docs", "a", "[id]", "été", "c:"), {
  maxLength: 5,
});
const path = fc.tuple(folders, name).map(([folders, name]) => [...folders, name].join("/"));
const list = fc.array(path, { minLength: 1, maxLength: 40 });
const start = fc.constantFrom("", "./", "/", "/home/me/x/");
const end = fc.constantFrom("", "", "", "/");

Deno.test("every path of a list can be read off", () => {
  fc.assert(
    fc.property(list, start, fc.array(end, { minLength: 3, maxLength: 3 }), (list, start, ends) => {
      // `my docs/a` by itself may as well be a sentence: it stays a line as it is.
      const told = list.filter((path) => start !== "" || !/^[^/]*\s/.test(path));
      const paths = told.map((path, i) => start + path + ends[i % 3]);
      const text = paths.join("\n");
      const squeezed = answer(text);
      if (squeezed === text) return;
      const bare = (path: string) => start === "" ? path.replace(/^\.\//, "") : path;
      assert.deepEqual(readBack(squeezed).map(bare).sort(), paths.sort());
      assert.equal(answer(squeezed), squeezed);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("lists are made short where they were asked for, and where they are in the order of their names", () => {
  const paths = ["src/a/one.ts", "src/a/two.ts", "src/b/three.ts", "src/b/four.ts"].join("\n");
  for (
    const command of [
      "find src -name '*.ts' | grep -v test | sort | head -100",
      "rg -l x | head",
      "grep -rl x src 2>/dev/null",
      "git -C x grep -l y",
      "cd /x && git ls-files",
      "ls src/*/*.ts",
      "bash -lc 'rg --files'",
    ]
  ) assert.notEqual(answer(paths, command), paths, command);
  for (
    const command of [
      "ls -t src/*/*.ts",
      "npm test",
      "git diff --name-only",
      "node list.js # find",
      "find src; find test",
      "find . -printf '%p\\n'",
      "find . | xargs wc -l",
    ]
  ) assert.equal(answer(paths, command), paths, command);
  assert.equal(answer(paths, "src", "mcp__files__search_files"), paths);
  assert.notEqual(answer(paths, "**/*.ts", "glob"), paths);
});
