import type { CountsTokens, Usage } from "../../src/demo/meter.ts";
import { digestOf } from "../../src/demo/canonical.ts";
import { blocksOf, type Fields, fieldsIn, isFields, without } from "../../src/demo/values.ts";
import { TokenCounter } from "./words.ts";

/** US dollars for a million tokens, and the shortest prefix that is cached. */
interface Model {
  readonly input: number;
  readonly output: number;
  readonly read: number;
  readonly least: number;
}

/** Anthropic's, 2026-11. Writing costs 1.25 times the input, for an hour twice as much. */
const MODELS: Readonly<Record<string, Model>> = {
  "claude-opus-5-5": { input: 4, output: 20, read: 0.2, least: 512 },
  "claude-opus-4-8": { input: 5, output: 25, read: 0.5, least: 1024 },
  "claude-sonnet-4-5": { input: 3, output: 15, read: 0.3, least: 1024 },
  "claude-haiku-4-5": { input: 1, output: 5, read: 0.1, least: 4096 },
};
const LOOKBACK = 20;
const FIRST_TOKEN = 1000;
const LIVES = { "5m": 5 * 60_000, "1h": 60 * 60_000 };

/** One block of a prompt as it is rendered. */
interface Rendered {
  /** Stands for all up to and with it; markers are no part of it. */
  readonly key: string;
  /** Of all up to and with it. */
  readonly tokens: number;
  /** A run of calls and a run of results are one each. */
  readonly position: number;
  readonly mark: keyof typeof LIVES | undefined;
}

interface Entry {
  readonly from: number;
  readonly life: number;
  until: number;
}

/** How a provider of the tests bills. */
export interface MeterOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** It forgets all that it had before these requests, counted from 0. */
  readonly forgetsBefore?: (nth: number) => boolean;
}

/** Bills as Anthropic does, in o200k: the tests' own account of its rules, which the proxy knows nothing of. */
export class AnthropicMeter implements CountsTokens {
  readonly #options: MeterOptions;
  readonly #counter = new TokenCounter();
  readonly #entries = new Map<string, Entry>();
  #requests = 0;
  /** All that was billed. */
  dollars = 0;

  constructor(options: MeterOptions) {
    this.#options = options;
  }

  usageOf(body: Fields, content: readonly Fields[]): Usage {
    const nth = this.#requests++;
    if (this.#options.forgetsBefore?.(nth)) this.#entries.clear();
    const rendered = this.#renderedOf(body);
    const model = MODELS[String(body.model).replace(/-\d{8}$/, "")];
    const usage = this.#paid(rendered, model, this.#options.now());
    const output = content.reduce((sum, block) => sum + this.#counter.block(block), 0);
    this.dollars += dollarsOf({ ...usage, output_tokens: output }, model);
    return { ...usage, output_tokens: output, service_tier: "standard" };
  }

  #renderedOf(body: Fields): Rendered[] {
    const blocks: Fields[] = [
      ...fieldsIn(body.tools),
      ...blocksOf(body.system),
      ...fieldsIn(body.messages).flatMap(({ role, content }) =>
        blocksOf(content).map((block) => ({ role, ...block }))
      ),
    ];
    const rendered: Rendered[] = [];
    blocks.forEach((block, i) => {
      const before = rendered.at(-1);
      const { type } = block;
      const joins = (type === "tool_use" || type === "tool_result") && blocks[i - 1]?.type === type;
      const plain = without(block, "cache_control");
      rendered.push({
        key: digestOf(before?.key ?? String(body.model), JSON.stringify(plain)),
        tokens: (before?.tokens ?? 0) + this.#counter.block(without(plain, "role")),
        position: (before?.position ?? -1) + (joins ? 0 : 1),
        mark: markOf(block) ?? (i === blocks.length - 1 ? markOf(body) : undefined),
      });
    });
    return rendered;
  }

  #paid(rendered: readonly Rendered[], { least }: Model, at: number) {
    const sizeAt = (i: number) => rendered[i]?.tokens ?? 0;
    const marks = rendered.flatMap(({ mark }, i) => mark ? [i] : []);
    const hit = Math.max(-1, ...marks.map((mark) => this.#found(mark, rendered, at)));
    for (const { key } of rendered.slice(0, hit + 1)) {
      const entry = this.#live(key, at);
      if (entry) entry.until = at + entry.life;
    }
    const written = marks.filter((mark) => mark > hit && sizeAt(mark) >= least);
    for (const i of written) {
      const life = LIVES[rendered[i].mark!];
      this.#entries.set(rendered[i].key, { from: at + FIRST_TOKEN, life, until: at + life });
    }
    const lastOf = (wanted: readonly number[]) => sizeAt(Math.max(hit, ...wanted));
    const long = lastOf(written.filter((i) => rendered[i].mark === "1h"));
    const all = lastOf(written);
    return {
      input_tokens: sizeAt(rendered.length - 1) - all,
      cache_creation_input_tokens: all - sizeAt(hit),
      cache_read_input_tokens: sizeAt(hit),
      cache_creation: {
        ephemeral_5m_input_tokens: all - long,
        ephemeral_1h_input_tokens: long - sizeAt(hit),
      },
    };
  }

  #found(mark: number, rendered: readonly Rendered[], at: number): number {
    for (let i = mark; i >= 0; i--) {
      if (rendered[mark].position - rendered[i].position >= LOOKBACK) return -1;
      if (this.#live(rendered[i].key, at)) return i;
    }
    return -1;
  }

  #live(key: string, at: number): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.from <= at && at <= entry.until ? entry : undefined;
  }
}

function markOf(block: Fields): keyof typeof LIVES | undefined {
  if (!isFields(block.cache_control)) return undefined;
  return block.cache_control.ttl === "1h" ? "1h" : "5m";
}

function dollarsOf(usage: Omit<Usage, "service_tier">, { input, output, read }: Model): number {
  const { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long } =
    usage.cache_creation;
  return (usage.input_tokens * input + usage.cache_read_input_tokens * read +
    short * 1.25 * input + long * 2 * input + usage.output_tokens * output) / 1e6;
}
