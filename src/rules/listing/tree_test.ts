import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { tree } from "./tree.ts";

interface Node {
  readonly name: string;
  readonly told: string;
  readonly children: readonly Node[];
}

const name = fc.constantFrom(
  "a.ts",
  "b",
  "my file",
  "été.md",
  "x:12:y",
  "日本 語",
  "c, d",
  "l -> ../t",
);
const told = fc.constantFrom("4.0K", "30", "-rw-r--r-- me 1.2K");
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.record({
    name,
    told,
    children: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constant([]),
      fc.array(tie("node"), { maxLength: 4 }),
    ),
  }),
}));
const top = fc.array(node, { minLength: 4, maxLength: 6 });

/** How `tree` draws it. */
function drawn(nodes: readonly Node[], before: string, isTold: boolean): string[] {
  return nodes.flatMap(({ name, told, children }, i) => {
    const isLast = i === nodes.length - 1;
    const line = `${before}${isLast ? "└── " : "├── "}${isTold ? `[${told}]  ` : ""}${name}`;
    return [line, ...drawn(children, before + (isLast ? "    " : "│\u00a0\u00a0 "), isTold)];
  });
}

/** Every name of the tree with its depth, folders with a slash. */
function namesOf(nodes: readonly Node[], depth: number, isTold: boolean): string[] {
  return nodes.flatMap(({ name, told, children }) => [
    `${depth} ${isTold ? `${told} ` : ""}${name}${children.length > 0 ? "/" : ""}`,
    ...namesOf(children, depth + 1, isTold),
  ]);
}

/** Reads the answer back to the same. */
function readBack(lines: readonly string[], isTold: boolean): string[] {
  return lines.flatMap((line) => {
    const indent = line.length - line.trimStart().length;
    const words = [...line.trim().matchAll(isTold ? TOLD : PLAIN)].map(([word]) =>
      word.replaceAll('"', "")
    );
    const [first, ...rest] = words;
    const depth = first.endsWith("/") ? indent + 1 : indent;
    return [`${indent} ${first}`, ...rest.map((word) => `${depth} ${word}`)];
  });
}

const PLAIN = /"[^"]*"|[^\s"]+/g;
const TOLD = /(?:4\.0K|30|-rw-r--r-- me 1\.2K) (?:"[^"]*"|[^\s",]+)/g;

Deno.test("every name of a tree can be read off, with its place", () => {
  fc.assert(
    fc.property(top, fc.boolean(), (nodes, isTold) => {
      const text = [".", ...drawn(nodes, "", isTold), "", "3 directories, 9 files"].join("\n");
      const lines = answerOf(tree, { tool: "Bash", command: "tree -a", text }).split("\n");
      assert.deepEqual([lines[0], ...lines.slice(-2)], [".", "", "3 directories, 9 files"]);
      assert.deepEqual(readBack(lines.slice(1, -2), isTold), namesOf(nodes, 1, isTold));
    }),
    { numRuns: 300 },
  );
});
