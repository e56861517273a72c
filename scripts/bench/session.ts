import { between, oneOf, type Random, seeded } from "../../src/demo/random.ts";
import type { Fields } from "../../src/demo/values.ts";
import type { Habits } from "../../tests/support/moves.ts";
import { bodyOf, message, systemOf, type Talk, text, TOOLS } from "../../tests/support/talk.ts";
import { type TextKind, textOf } from "../../tests/support/texts.ts";

/** How a session grows. */
export interface Growth {
  /** Names every choice: the same seed is the same session, byte for byte. */
  readonly seed: number;
  /** The most calls of one answer. */
  readonly calls: number;
  /** The most outputs that one result is made of; an output takes some 3 KB. */
  readonly outputs: number;
}

/** One request of a session, and the ids that the answer to it will bear. */
export interface Asked {
  readonly body: Uint8Array;
  readonly ids: readonly string[];
}

/** As Claude Code does: markers on the last two messages of the user, lone texts as strings once they are older. */
const HABITS: Habits = { markers: "last_two", flips: true, streams: true, ids: "long" };

/** What an agent's tools give back, about as often as they do. */
const KINDS: readonly TextKind[] = [
  "source",
  "source",
  "source",
  "search",
  "repeated",
  "coloured",
  "progress",
  "json",
  "padded",
  "reminder",
  "short",
];

/** A session of an agent that calls tools and gets results, request by request. */
export class Session {
  readonly #random: Random;
  readonly #growth: Growth;
  readonly #talk: Talk;
  #calls: readonly Fields[] = [];
  #count = 0;

  constructor(growth: Growth) {
    this.#growth = growth;
    this.#random = seeded(growth.seed);
    this.#talk = {
      name: `session ${growth.seed}`,
      system: systemOf("the agent"),
      tools: TOOLS,
      messages: [message("user", text(`Please do what task ${growth.seed} says.`))],
    };
  }

  /** The next request: the last answer's calls are answered, and the model is asked again. */
  next(): Asked {
    const talk = this.#talk;
    if (this.#calls.length > 0) {
      const results = this.#calls.map((call) => this.#resultOf(call));
      talk.messages = [
        ...talk.messages,
        message("assistant", text("I look."), ...this.#calls),
        message("user", ...results),
      ];
    }
    const count = between(this.#random, 1, this.#growth.calls);
    this.#calls = Array.from({ length: count }, () => this.#call());
    const body = JSON.stringify({ ...bodyOf(talk, HABITS), stream: true });
    return { body: new TextEncoder().encode(body), ids: this.#calls.map(({ id }) => String(id)) };
  }

  #call(): Fields {
    const nth = this.#count++;
    const id = `toolu_bench_${this.#growth.seed}_${nth}`.padEnd(30, "0");
    return { type: "tool_use", id, name: "bash", input: { command: `run step ${nth}` } };
  }

  #resultOf({ id }: Fields): Fields {
    return { tool_use_id: id, type: "tool_result", content: this.#output() };
  }

  #output(): string {
    const kind = oneOf(this.#random, KINDS);
    const count = between(this.#random, 1, this.#growth.outputs);
    const texts = Array.from({ length: count }, () => textOf(kind, between(this.#random, 1, 1e9)));
    if (texts.length === 1) return texts[0];
    return kind === "json" ? `[\n${texts.join(",\n")}\n]` : texts.join("\n");
  }
}
