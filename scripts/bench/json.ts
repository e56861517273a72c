import { bytesAt } from "../../src/json/span.ts";
import { field, items, spansOf } from "../../src/json/spans.ts";
import { type Edit, splice } from "../../src/json/splice.ts";
import { median, rounded } from "./numbers.ts";
import type { Report } from "./report.ts";
import { Session } from "./session.ts";

interface Case {
  readonly name: string;
  readonly body: Uint8Array;
}

/** What editing the bytes of a body takes, beside parsing it and printing it again. */
export function json(isQuick: boolean): Promise<Report> {
  const rounds = isQuick ? 7 : 31;
  const rows = cases().map(({ name, body }) => rowOf(name, body, rounds));
  return Promise.resolve({
    name: "json",
    how:
      "Milliseconds, median, in turn in one process. spans: where every value sits; splice: ten edits; " +
      "parse, print: decode, JSON.parse, JSON.stringify, encode.",
    tables: [[["body", "MB", "spans", "splice", "JSON.parse", "parse, print", "ratio"], ...rows]],
    goals: [],
    notes: [],
  });
}

function cases(): Case[] {
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const numbers = Array.from({ length: 100_000 }, (_, i) => ({ id: i, at: i / 7, ok: true }));
  return [
    { name: "agent's session", body: bodyOf(5e5) },
    { name: "agent's session", body: bodyOf(5e6) },
    { name: "one long string", body: encode({ messages: ["x".repeat(1e7)] }) },
    { name: "one long string, all quotes", body: encode({ messages: ['"'.repeat(5e6)] }) },
    { name: "small values", body: encode({ messages: numbers }) },
  ];
}

function bodyOf(bytes: number): Uint8Array {
  const session = new Session({ seed: 3, calls: 4, outputs: 4 });
  let { body } = session.next();
  while (body.length < bytes) body = session.next().body;
  return body;
}

function rowOf(name: string, body: Uint8Array, rounds: number): (string | number)[] {
  const edits = editsIn(body);
  const ways = [
    () => spansOf(body),
    () => splice(body, edits),
    () => JSON.parse(textOf(body)),
    () => new TextEncoder().encode(JSON.stringify(JSON.parse(textOf(body)))),
  ];
  const times = ways.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    ways.forEach((way, i) => times[i].push(timeOf(way)));
  }
  const [spans, spliced, parse, print] = times.map(median);
  return [
    name,
    rounded(body.length / 1e6, 1),
    ...[spans, spliced, parse, print, (spans + spliced) / print].map((value) => rounded(value)),
  ];
}

/** Ten values of the messages, spread over all of them, each in its own place. */
function editsIn(body: Uint8Array): Edit[] {
  const messages = items(field(spansOf(body), "messages"));
  const every = Math.max(1, Math.floor(messages.length / 10));
  return messages.filter((_, i) => i % every === 0).slice(0, 10)
    .map((message) => ({ ...message, insert: bytesAt(body, message) }));
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

function timeOf(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
