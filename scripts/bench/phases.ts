import { spansOf } from "../../src/json/spans.ts";
import { splice } from "../../src/json/splice.ts";
import type { Conversation } from "../../src/conversation/conversation.ts";
import { claimOf, isBeginning, keyOf, lastAnswerOf } from "../../src/conversation/owner.ts";
import { type Ledger, openLedger } from "../../src/memory/ledger.ts";
import { Literals } from "../../src/memory/literals.ts";
import { createOriginals } from "../../src/memory/originals.ts";
import { PrefixWatch } from "../../src/memory/prefix.ts";
import { Readings } from "../../src/memory/readings.ts";
import { editsOf } from "../../src/plan/edits.ts";
import { type Plan, planOf, SHORTEST_REMEMBERED } from "../../src/plan/plan.ts";
import { anthropic } from "../../src/providers/anthropic/anthropic.ts";
import { SentRows } from "../../src/proxy/sent.ts";
import { shorten } from "../../src/rules/list.ts";
import { median, rounded } from "./numbers.ts";
import type { Table } from "./report.ts";
import { type Growth, Session } from "./session.ts";

/** The parts of what the proxy does with a body, in order. */
const PHASES = ["nearest", "spans", "read", "owner", "rows", "plan", "remember", "splice", "check"];

interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly growth: Omit<Growth, "seed">;
}

const MB = 1024 * 1024;
const BOUND = 64 * MB;

/** Where the time of one request goes, by phase, median of the last requests of a session that grows to each size. */
export function phasesOf(sizes: readonly Size[], samples: number): Table {
  const rows = sizes.map((size) => {
    const took = walk(size, samples);
    const cells = PHASES.map((phase) => rounded(median(took.of(phase)), 3));
    return [size.name, ...cells];
  });
  return [["ms, in one process", ...PHASES], ...rows];
}

function walk({ bytes, growth }: Size, samples: number): Clock {
  const house = new Rooms();
  const session = new Session({ ...growth, seed: 7 });
  for (;;) {
    const { body } = session.next();
    house.pass(body);
    if (body.length > bytes) break;
  }
  house.clock.forget();
  for (let i = 0; i < samples; i++) house.pass(session.next().body);
  house.close();
  return house.clock;
}

/** Times by name, in milliseconds. */
class Clock {
  readonly #took = new Map<string, number[]>();

  time<T>(name: string, work: () => T): T {
    const begun = performance.now();
    const result = work();
    const took = this.#took.get(name) ?? [];
    this.#took.set(name, took);
    took.push(performance.now() - begun);
    return result;
  }

  of(name: string): readonly number[] {
    return this.#took.get(name) ?? [];
  }

  forget(): void {
    this.#took.clear();
  }
}

/** The rooms that a request walks through, without the doors between them. */
class Rooms {
  readonly clock = new Clock();
  readonly #readings = new Readings(BOUND);
  readonly #originals = createOriginals({ maxBytes: BOUND });
  readonly #literals = new Literals();
  readonly #prefixes = new PrefixWatch(BOUND);
  readonly #ledger: Ledger = openLedger({
    folder: undefined,
    enabled: true,
    days: 1,
    maxBytes: 1024 * MB,
    memoryBytes: BOUND,
    now: Date.now,
  });

  pass(body: Uint8Array): void {
    const { clock } = this;
    const earlier = clock.time("nearest", () => this.#readings.nearest(body, anthropic.name));
    clock.time("spans", () => spansOf(body));
    const conversation = clock.time("read", () => anthropic.read(body, earlier))!;
    this.#readings.keep(conversation, anthropic.name, earlier);
    const key = clock.time("owner", () => this.#keyOf(conversation));
    const rows = clock.time("rows", () => this.#rowsOf(conversation, key));
    const plan = clock.time("plan", () => this.#planOf(conversation, rows));
    clock.time("remember", () => this.#remember(conversation, key, plan));
    clock.time("splice", () => this.#splice(conversation, plan));
    clock.time(
      "check",
      () =>
        this.#prefixes.check(
          { key, conversation, decisions: plan.decisions, rebuilt: [], collapsed: [] },
          Date.now(),
        ),
    );
  }

  close(): void {
    this.#ledger.close();
  }

  #splice(conversation: Conversation, { decisions }: Plan): Uint8Array {
    const literals = this.#literals;
    const edits = editsOf(conversation, decisions, (decision, text) => literals.of(decision, text));
    return splice(conversation.body, edits);
  }

  #keyOf(conversation: Conversation): string {
    const own = keyOf(conversation, "nothing");
    if (isBeginning(conversation)) return own;
    return this.#ledger.owner(claimOf(conversation))?.key ?? own;
  }

  #rowsOf({ blocks }: Conversation, key: string): SentRows {
    const wanted = blocks.filter(({ length }) => length >= SHORTEST_REMEMBERED)
      .map(({ anchor, digest }) => ({ anchor, digest }));
    return new SentRows(this.#ledger.rows(key, wanted));
  }

  #planOf(conversation: Conversation, rows: SentRows): Plan {
    return planOf(conversation, {
      sent: (block) => rows.of(block),
      newFrom: lastAnswerOf(conversation) + 1,
      unknown: "raw",
      mode: "on",
      threshold: 800,
      skips: () => false,
      shorten: (sight) => shorten(sight, (what) => `[${what}]`, new Set(), true),
      cite: () => undefined,
      lines: (_, read) => read(),
      store: (original) => this.#originals.put(original),
    });
  }

  #remember({ head, chain, turns }: Conversation, key: string, { learned }: Plan): void {
    this.#ledger.remember({
      key,
      offer: "nothing",
      chain: chain.at(-1) ?? "",
      alone: false,
      marks: turns.flatMap((turn) => turn.said.marks),
      rows: learned,
      pinned: false,
      client: "bench",
      model: head.model,
      now: Date.now(),
    });
  }
}
