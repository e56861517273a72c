import { message, text } from "../../tests/support/talk.ts";
import { LONGEST } from "../../src/rules/list.ts";
import type { Asked } from "./session.ts";

/** Results that take long to look through, by name: longer than the rules take, and just as long. */
export const HEAVY: Readonly<Record<string, readonly (() => string)[]>> = {
  "nothing": [],
  "10 MB in one line": [() => "x".repeat(1e7)],
  "100 KB of spaces in a line": [() => `a${" ".repeat(1e5)}b`],
  "10 MB of JSON": [() => jsonOf(1e7)],
  "10 MB of escape codes": [() => coloured(1e7)],
  "0.5 MB of JSON": [() => jsonOf(LONGEST)],
  "0.5 MB of escape codes": [() => coloured(LONGEST)],
  "0.5 MB of progress in one line": [() => progress(LONGEST)],
  "0.5 MB of padded lines": [() => padded(LONGEST)],
  "10 results of 0.5 MB each": Array.from(
    { length: 10 },
    (_, i) => () => `${i}\n${[coloured, progress, padded][i % 3](LONGEST - 10)}`,
  ),
};

const ESC = "\u001b";

/** A conversation in which these are the results of one answer's calls: before them, with them, and one turn later. */
export function requestsWith(results: readonly string[], name: string): Asked[] {
  const ids = results.map((_, i) => `toolu_heavy_${name}_${i}`.replace(/\W/g, "_").padEnd(30, "0"));
  const begin = [message("user", text(`Please do ${name}.`))];
  const calls = ids.map((id) => ({
    type: "tool_use",
    id,
    name: "bash",
    input: { command: "run" },
  }));
  const given = results.map((content, i) => ({
    type: "tool_result",
    tool_use_id: ids[i],
    content,
  }));
  const asked = [...begin, message("assistant", ...calls), message("user", ...given)];
  const later = [...asked, message("assistant", text("I see.")), message("user", text("Go on."))];
  return [begin, asked, later].map((messages, i) => ({
    body: new TextEncoder().encode(JSON.stringify({ model: "claude-opus-5-5", messages })),
    ids: i === 0 ? ids : [],
  }));
}

function filled(length: number, piece: (i: number) => string): string {
  const pieces: string[] = [];
  for (let i = 0, sum = 0; sum < length; i++) sum += pieces[pieces.push(piece(i)) - 1].length;
  return pieces.join("").slice(0, length);
}

function jsonOf(length: number): string {
  const items = filled(length - 200, (i) => `    { "id": ${i},\n      "name": "item ${i}" },\n`);
  return `[\n${items.slice(0, items.lastIndexOf("},"))}\n]`;
}

function coloured(length: number): string {
  return filled(length, (i) => `${ESC}[32mok${ESC}[0m ${ESC}[2m${i}${ESC}[22m${ESC}[K\n`);
}

function progress(length: number): string {
  return filled(length, (i) => `\r${ESC}[2K${i} of many, ${"#".repeat(i % 60)}`);
}

function padded(length: number): string {
  return filled(length, (i) => `line ${i}${" ".repeat(60)}\n`);
}
