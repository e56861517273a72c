import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { type Fixture, fixtureOf } from "../fixtures.ts";
import { unranged } from "./versions.ts";
import { documentOf, type Json } from "./written.ts";

function fixturesOf(rule: string): Fixture[] {
  const folder = new URL(`../testdata/${rule}/`, import.meta.url);
  return readdirSync(folder).map((file) => fixtureOf(readFileSync(new URL(file, folder), "utf8")));
}

/** What stands in the tree, as npm has it in JSON. */
function readTree(lines: readonly string[], registry: string): unknown {
  const open: { depth: number; fields: Record<string, unknown> }[] = [];
  for (const line of lines) {
    const depth = line.search(/\S/);
    const labels = line.includes(" {") ? [line.trim()] : line.trim().split(" ");
    for (const label of labels) {
      const [, named, bare, told] = /^([^ ']+)('?)(?: (\{.*))?$/.exec(label)!;
      const at = named.indexOf("@", 1);
      const [name, version] = at < 0 ? [named] : [named.slice(0, at), named.slice(at + 1)];
      const own = name.slice(name.indexOf("/") + 1);
      const resolved = `${registry}${name}/-/${own}-${version}.tgz`;
      const fields: Record<string, unknown> = {
        ...(depth === 0 ? { name } : {}),
        ...(version === undefined ? {} : { version }),
        ...(told !== undefined
          ? JSON.parse(told)
          : bare !== "" || depth === 0
          ? {}
          : { resolved, overridden: false }),
      };
      while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
      const parent = open.at(-1)?.fields;
      if (parent !== undefined) {
        parent.dependencies = { ...(parent.dependencies as object), [name]: fields };
      }
      open.push({ depth, fields });
      if (depth > 0) continue;
      root = fields;
    }
  }
  return root;
}

let root: unknown;

Deno.test("npm_ls_json says of each package what npm said", () => {
  for (const { text, want } of fixturesOf("npm_ls_json")) {
    const { before, value, after } = documentOf(text)!;
    const lines = want.split("\n");
    const [legend, ...tree] = lines.slice(before.length, lines.length - after.length);
    const [, registry] = /"(https?:.*)NAME\/-/.exec(legend) ?? [];
    assert.deepEqual(readTree(tree, registry ?? ""), value);
  }
});

/** The document behind what `npm_view` writes: versions counted out, days put before times again. */
function readView(text: string): Json {
  const quoted = text
    .replace(/\[(v?\d+\.\d[^\]"]*)\]/g, (_, versions) => JSON.stringify(unranged(versions)))
    .replace(/\{(\d{4}-\d\d-\d\d: [^}]*)\}/g, (_, days) => JSON.stringify(readDays(days)));
  return JSON.parse(quoted);
}

function readDays(text: string): Record<string, string> {
  const [days, end = ""] = text.split("; all times end in ");
  return Object.fromEntries(
    days.split("; ").flatMap((told) => {
      const [day, names] = [told.slice(0, 10), told.slice(12)];
      return names.split(", ").map((name) => {
        const at = name.lastIndexOf(" ");
        return [name.slice(0, at), `${day}T${name.slice(at + 1)}${end}`];
      });
    }),
  );
}

Deno.test("npm_view says all that npm said", () => {
  for (const { text, want } of fixturesOf("npm_view")) {
    const document = documentOf(text);
    if (document === undefined) continue;
    assert.deepEqual(
      readView(want.split("\n").filter((line) => !/^\[a/.test(line)).join("\n")),
      document.value,
    );
  }
});
