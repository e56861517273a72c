import { loadConfig } from "../config/load.ts";
import { createCalls } from "../memory/calls.ts";
import { createCompressionCache } from "../memory/compression_cache.ts";
import { DatabaseBusy } from "../memory/ledger.ts";
import { openGlossary } from "../memory/glossary/glossary.ts";
import { LineTables } from "../memory/line_tables.ts";
import { Literals } from "../memory/literals.ts";
import { createOriginals } from "../memory/originals.ts";
import { PrefixWatch } from "../memory/prefix.ts";
import { Readings } from "../memory/readings.ts";
import { SCHEMA_VERSION } from "../memory/schema.ts";
import { TableLedger } from "../memory/table_ledger.ts";
import { createTables, type Tables } from "../memory/tables.ts";
import { pricesWith } from "../billing/prices.ts";
import { Tally } from "../stats/tally.ts";
import { Totals } from "../stats/totals/totals.ts";
import { handle } from "./handle.ts";
import type { House } from "./house.ts";
import { Notices } from "./notices.ts";
import { dial } from "./socket/dial.ts";
import { Till } from "./till.ts";

/** What happens whenever the tables are about to be read or written: another process's doings, or an error. */
export interface Meanwhile {
  reading?: (() => void) | undefined;
  writing?: (() => void) | undefined;
}

/** A house without a socket, on tables to which things happen. */
export interface TestHouse extends House {
  readonly meanwhile: Meanwhile;
  /** The bodies that went up. */
  readonly up: string[];
  readonly lines: string[];
}

const MB = 1 << 20;

/** A house on a state folder. The model answers with the call that comes next, unless `more` says otherwise. */
export function houseIn(folder: string, more: Partial<House> = {}): TestHouse {
  const meanwhile: Meanwhile = {};
  const up: string[] = [];
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const log = { info: say, warn: say, error: say };
  const { config } = loadConfig({
    env: {},
    cwd: "/",
    flags: {},
    file: undefined,
    project: false,
    ruleNames: [],
  });
  const tally = new Tally();
  const bounds = { days: 90, maxBytes: 1024 * MB, memoryBytes: 32 * MB, pauses: [1, 1] };
  return {
    config,
    ledger: new TableLedger(tablesIn(folder, meanwhile), bounds),
    cache: createCompressionCache({ enabled: true, maxEntries: 1000, maxBytes: MB }),
    originals: createOriginals({ maxBytes: MB }),
    literals: new Literals(),
    lineTables: new LineTables(MB),
    readings: new Readings(MB),
    calls: createCalls(),
    prefixes: new PrefixWatch(MB),
    glossary: openGlossary({ folder: undefined, maxEntries: 100, now: Date.now }),
    scout: undefined,
    tally,
    totals: new Totals({ folder: undefined, now: Date.now }),
    till: new Till({
      prices: pricesWith(),
      log,
      now: Date.now,
      enter: (receipt) => tally.enter(receipt),
    }),
    log,
    notices: new Notices(log, undefined),
    bypass: { on: false },
    now: Date.now,
    dial,
    recorder: undefined,
    told: undefined,
    meanwhile,
    up,
    lines,
    ...more,
    send: async (input, init) => {
      const body = await new Request(input, init).text();
      up.push(body);
      return await (more.send ?? nextCall(body))(input, init);
    },
  };
}

function tablesIn(folder: string, meanwhile: Meanwhile): Tables {
  const tables = createTables({ folder, enabled: true, version: SCHEMA_VERSION });
  return {
    get state() {
      return tables.state;
    },
    get problem() {
      return tables.problem;
    },
    read: (work, nothing) => {
      meanwhile.reading?.();
      return tables.read(work, nothing);
    },
    write: (work) => {
      meanwhile.writing?.();
      return tables.write(work);
    },
    linger: tables.linger,
    close: tables.close,
  };
}

/** Says that another process holds the tables. */
export function held(): never {
  throw new DatabaseBusy("held on purpose");
}

/** Only the calls after the first `n` meet this. */
export function after(n: number, act: () => void): () => void {
  let count = 0;
  return () => {
    if (count++ >= n) act();
  };
}

/** Only the first `n` calls meet this. */
export function first(n: number, act: () => void): () => void {
  let count = 0;
  return () => {
    if (count++ < n) act();
  };
}

/** What a tool gave back, and to which command. */
export interface Told {
  readonly text: string;
  readonly command?: string;
}

const longId = (n: number) => `toolu_0123456789abcdef${n}`;

/** A session in which tools gave this back, one call after another; then the user may say more. */
export function sessionOf(
  told: readonly Told[],
  more: readonly unknown[] = [],
  idOf = longId,
): string {
  const messages = told.flatMap(({ text, command = "get" }, i) => [
    { role: "assistant", content: [callOf(idOf(i), command)] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: idOf(i), content: text }] },
  ]);
  return JSON.stringify({
    model: "claude-opus-4-8",
    max_tokens: 100,
    tools: [],
    messages: [{ role: "user", content: "Begin." }, ...messages, ...more],
  });
}

/** Sends a body through the house, takes the answer to its end, and gives back the results that went up. */
export async function sent(house: TestHouse, body: string): Promise<string[]> {
  const request = new Request("http://127.0.0.1/v1/messages", { method: "POST", body });
  const answer = await handle(request, { upstream: "anthropic", path: "/v1/messages" }, house);
  await answer.text();
  return resultsOf(house.up.at(-1)!);
}

/** What the results in a body say. */
export function resultsOf(body: string): string[] {
  const { messages } = JSON.parse(body) as { messages: { content: unknown }[] };
  return messages.flatMap(({ content }) => Array.isArray(content) ? content : [])
    .filter((block) => block.type === "tool_result")
    .map((block) => block.content);
}

function callOf(id: string, command: string) {
  return { type: "tool_use", id, name: "Bash", input: { command } };
}

function nextCall(body: string): typeof fetch {
  const { messages } = JSON.parse(body) as { messages: { role: string }[] };
  const n = messages.filter(({ role }) => role === "assistant").length;
  const content = [callOf(longId(n), "get")];
  const answer = { type: "message", id: `msg_0123456789abcdef${n}`, content };
  return () => Promise.resolve(Response.json(answer));
}
