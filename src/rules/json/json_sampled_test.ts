import assert from "node:assert/strict";
import { sightOf } from "../sight.ts";
import { json } from "./json.ts";
import { jsonSampled } from "./json_sampled.ts";

const note = (what: string) => `[${what}]`;
const sightFor = (values: unknown) =>
  sightOf({ tool: "Bash", command: "curl x", text: JSON.stringify(values) });
const row = (i: number) => ({ id: i, kind: "a", size: (i * 7) % 50, name: `n${i}`, state: "ok" });

Deno.test("json_sampled shows rows of the table alone, in their order, and counts the others", () => {
  const values = Array.from({ length: 900 }, (_, i) => row(i));
  values[450].state = "error: disk is full";
  values[500].kind = "b";
  values[600].size = 7000;
  const whole = (json.squeeze(sightFor(values), note) ?? "").split("\n");
  const sampled = (jsonSampled.squeeze(sightFor(values), note) ?? "").split("\n");
  const shown = sampled.filter((line) => line !== "..." && whole.includes(line));
  assert.deepEqual(whole.filter((line) => shown.includes(line)), shown);
  assert.deepEqual(
    sampled.at(-1),
    `[${whole.length - shown.length} objects of JSON tables left out at ...]`,
  );
  for (const at of [0, 29, 450, 500, 600, 890, 899]) {
    assert.ok(shown.some((line) => line.includes(`"n${at}"`)), `${at}`);
  }
  assert.ok(shown.length < 60);
});

Deno.test("json_sampled leaves a table of some hundred rows whole", () => {
  const values = Array.from({ length: 499 }, (_, i) => row(i));
  assert.equal(jsonSampled.squeeze(sightFor(values), note), undefined);
});

Deno.test("json_sampled leaves a table whole where most rows stand out", () => {
  const values = Array.from(
    { length: 600 },
    (_, i) => ({ ...row(i), state: i % 2 ? "failed" : "ok" }),
  );
  assert.equal(jsonSampled.squeeze(sightFor(values), note), undefined);
});
