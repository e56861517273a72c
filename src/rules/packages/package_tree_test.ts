import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { packageTree } from "./package_tree.ts";
import { linesOf, type Node, standsAlone } from "./tree.ts";

/** The tree as npm draws it. */
function drawn(nodes: readonly Node[]): string[] {
  return nodes.map(({ depth, label }, at) => {
    const hasMore = (level: number) => {
      const next = nodes.slice(at + 1).find((node) => node.depth <= level);
      return next?.depth === level;
    };
    const guides = Array.from({ length: depth - 1 }, (_, i) => hasMore(i + 1) ? "│ " : "  ");
    const hasBelow = nodes[at + 1]?.depth === depth + 1;
    return `${guides.join("")}${hasMore(depth) ? "├" : "└"}─${hasBelow ? "┬" : "─"} ${label}`;
  });
}

/** Reads the lines that the rule writes, where a name holds an `@` and no other word does. */
function read(lines: readonly string[]): Node[] {
  return lines.flatMap((line) => {
    const depth = line.search(/\S/);
    const text = line.slice(depth);
    const labels = standsAlone(text) ? [text] : text.split(/ (?=[^ ]*@)/);
    return labels.map((label) => ({ depth, label }));
  });
}

const label = fc.constantFrom(
  "a@1.0.0",
  "@s/b@2.1.0",
  "c@1.0.0 deduped",
  "UNMET OPTIONAL DEPENDENCY d@^1 || ^2",
  "UNMET DEPENDENCY e@*",
  "f@1 extraneous",
  'g@1.0.0 invalid: "^2" from node_modules/@s/b',
);
const tree = fc.array(fc.tuple(label, fc.nat({ max: 4 })), { minLength: 1, maxLength: 40 })
  .map((picks) => {
    const nodes: Node[] = [];
    for (const [label, up] of picks) {
      nodes.push({ depth: Math.max(1, (nodes.at(-1)?.depth ?? 0) + 1 - up), label });
    }
    return nodes;
  });

/** Words in place of the marks. */
function unmarked(legend: string, node: Node): Node {
  const [, behind] = /(\S) behind a name/.exec(legend) ?? [];
  const [, before] = /(\S) before one/.exec(legend) ?? [];
  let { label } = node;
  if (before !== undefined && label.startsWith(before)) {
    label = `UNMET OPTIONAL DEPENDENCY ${label.slice(1)}`;
  }
  if (behind !== undefined && label.endsWith(behind)) label = `${label.slice(0, -1)} deduped`;
  return { ...node, label };
}

Deno.test("package_tree leaves each name in its place", () => {
  fc.assert(fc.property(tree, (nodes) => {
    const text = ["demo@1.0.0 /srv/demo", ...drawn(nodes)].join("\n");
    const lines = answerOf(packageTree, { tool: "Bash", command: "npm ls", text }).split("\n");
    const legend = lines[0].startsWith("[") ? lines.shift()! : "";
    assert.equal(lines.shift(), "demo@1.0.0 /srv/demo");
    assert.deepEqual(read(lines).map((node) => unmarked(legend, node)), nodes);
  }));
});

Deno.test("package_tree keeps problems on lines of their own", () => {
  const nodes = ["a@1", "UNMET DEPENDENCY b@*", "c@1", "d@1"].map((label) => ({ depth: 1, label }));
  assert.deepEqual(linesOf(nodes, " "), [" a@1", " UNMET DEPENDENCY b@*", " c@1 d@1"]);
});

Deno.test("package_tree leaves other drawings alone", () => {
  const text = "a\n├── b\n└── c";
  for (const command of ["tree", "npm test", "cargo build", "git log --graph", "cat x"]) {
    assert.equal(answerOf(packageTree, { tool: "Bash", command, text }), text);
  }
});
