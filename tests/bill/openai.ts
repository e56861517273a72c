import { type Fields, fieldsIn } from "../../src/demo/values.ts";
import { TokenCounter } from "./words.ts";

/** US dollars for a million tokens, and how the model's prompts are cached. */
interface Model {
  readonly input: number;
  readonly output: number;
  readonly read: number;
  /** Nothing for models that cache what they please, and ask nothing for it. */
  readonly write?: number;
}

/** OpenAI's, 2026-11. */
const MODELS: Readonly<Record<string, Model>> = {
  "gpt-5.1": { input: 1.25, output: 10, read: 0.125 },
  "gpt-5.6-terra": { input: 2, output: 12, read: 0.2, write: 2.5 },
};
const LEAST = 1024;
const STEP = 128;
const LIVES = { before: 10 * 60_000, now: 30 * 60_000 };
/** In milliseconds. */
const FIRST_TOKEN = 1000;

/** A prompt that was sent, piece by piece. */
interface Kept {
  readonly pieces: readonly string[];
  /** Indexes of pieces after which it can be found again; `undefined`: anywhere. */
  readonly ends: readonly number[] | undefined;
  readonly from: number;
  until: number;
}

/** What one prompt is billed as, in tokens. */
interface Paid {
  readonly prompt: number;
  readonly cached: number;
  readonly written: number;
}

/** Bills Chat Completions as OpenAI does, in o200k: the tests' own account of its rules. */
export class OpenAiMeter {
  readonly #now: () => number;
  readonly #counter = new TokenCounter();
  readonly #kept: Kept[] = [];
  dollars = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `usage` of an answer. */
  usageOf(body: Fields, answer: string): Fields {
    const model = MODELS[String(body.model)];
    const messages = fieldsIn(body.messages);
    const pieces = [
      ...fieldsIn(body.tools).map((tool) => JSON.stringify(tool)),
      ...messages.map(said),
    ];
    const paid = model.write === undefined
      ? this.#bySteps(pieces)
      : this.#byEnds(pieces, endsOf(messages, pieces.length - messages.length));
    const output = this.#counter.count(answer);
    const { prompt, cached, written } = paid;
    this.dollars += ((prompt - cached - written) * model.input + cached * model.read +
      written * (model.write ?? 0) + output * model.output) / 1e6;
    return {
      prompt_tokens: prompt,
      completion_tokens: output,
      total_tokens: prompt + output,
      prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
    };
  }

  /** Before GPT-5.6: the longest beginning that was sent lately, in steps. */
  #bySteps(pieces: readonly string[]): Paid {
    const at = this.#now();
    const common = Math.max(0, ...this.#live(at).map((kept) => this.#common(kept.pieces, pieces)));
    const cached = common < LEAST ? 0 : common - common % STEP;
    this.#keep({ pieces, ends: undefined, from: at + FIRST_TOKEN, until: at + LIVES.before });
    return { prompt: this.#count(pieces), cached, written: 0 };
  }

  /** Since: found where a message of the user or a group of results ended, and written there for a price. */
  #byEnds(pieces: readonly string[], ends: readonly number[]): Paid {
    const at = this.#now();
    const sizeAt = (end: number) => this.#count(pieces.slice(0, end + 1));
    const isKept = (end: number) =>
      this.#live(at).find((kept) =>
        kept.ends?.includes(end) &&
        kept.pieces.slice(0, end + 1).every((piece, i) => piece === pieces[i])
      );
    const hit = ends.findLast((end) => sizeAt(end) >= LEAST && isKept(end)) ?? -1;
    const found = hit < 0 ? undefined : isKept(hit);
    if (found) found.until = at + LIVES.now;
    const last = ends.at(-1) ?? -1;
    const [cached, all] = [sizeAt(hit), sizeAt(last)];
    const isWritten = last > hit && all >= LEAST;
    if (isWritten) {
      this.#keep({ pieces, ends: [last], from: at + FIRST_TOKEN, until: at + LIVES.now });
    }
    return { prompt: this.#count(pieces), cached, written: isWritten ? all - cached : 0 };
  }

  #live(at: number): Kept[] {
    return this.#kept.filter(({ from, until }) => from <= at && at <= until);
  }

  #keep(kept: Kept): void {
    this.#kept.push(kept);
  }

  #count(pieces: readonly string[]): number {
    return pieces.reduce((sum, piece) => sum + this.#counter.count(piece), 0);
  }

  /** Tokens that two prompts begin with, also within a piece. */
  #common(before: readonly string[], after: readonly string[]): number {
    const parting = after.findIndex((piece, i) => piece !== before[i]);
    if (parting < 0) return this.#count(after);
    const [one, other] = [before[parting] ?? "", after[parting]];
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    return this.#count(after.slice(0, parting)) + this.#counter.count(other.slice(0, same));
  }
}

function said({ role, content, tool_calls }: Fields): string {
  const calls = fieldsIn(tool_calls).map((call) => {
    const { name, arguments: input } = call.function as Fields;
    return `${name} ${input}`;
  });
  return [role, content ?? "", ...calls].join("\n");
}

/** Where messages of the user and groups of results end. */
function endsOf(messages: readonly Fields[], before: number): number[] {
  return messages.flatMap(({ role }, i) => {
    const isGroupsLast = role === "tool" && messages[i + 1]?.role !== "tool";
    return role === "user" || isGroupsLast ? [before + i] : [];
  });
}
