import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { esbuild } from "./esbuild.ts";

const squeezed = (text: string) =>
  esbuild.squeeze(sightOf({ tool: "Bash", command: "npx esbuild", text }), (what) => `[${what}]`);

const ADVICE = (name: string) =>
  `  The package "${name}" wasn't found on the file system but is built into node. Are you bundling for node?`;

const message = fc.record({
  name: fc.constantFrom("path", "node:fs", "./util"),
  path: fc.constantFrom("src/a.js", "node_modules/b c/index.js"),
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.nat(20),
  length: fc.nat(9),
  isAdvised: fc.boolean(),
});

Deno.test("esbuild keeps each message with its place, code and advice", () => {
  fc.assert(fc.property(fc.array(message, { minLength: 2, maxLength: 12 }), (messages) => {
    const text = messages.map(({ name, path, line, column, length, isAdvised }) =>
      [
        `✘ [ERROR] Could not resolve "${name}"`,
        "",
        `    ${path}:${line}:${column}:`,
        `      ${line} │ const x${line} = some("code");`,
        `        ╵ ${" ".repeat(column)}${"~".repeat(length) || "^"}`,
        "",
        ...(isAdvised ? [ADVICE(name), ""] : []),
      ].join("\n")
    ).join("\n");
    const answer = squeezed(text);
    if (answer === undefined) return;
    let head = "";
    const found = answer.split("\n").flatMap((line) => {
      if (line.startsWith("✘")) head = line.replace(/ \(x\d+\)$/, "");
      const place = /^ (?! )([^|]*:\d+:\d+:(?: to \d+)?)/.exec(line)?.[1];
      return place?.split(/(?<=:|\d) (?=src\/)/).map((place) => `${head} ${place}`) ?? [];
    });
    const want = messages.map(({ name, path, line, column, length }) =>
      `✘ [ERROR] Could not resolve "${name}" ${path}:${line}:${column}:${
        length === 0 ? "" : ` to ${column + length}`
      }`
    );
    assert.deepEqual(found.sort(), want.sort());
    for (const { name, line, isAdvised } of messages) {
      assert.ok(answer.includes(`const x${line} = some("code");`));
      if (isAdvised) assert.ok(answer.includes(ADVICE(name)) || answer.includes("  [as said of "));
    }
  }));
});
