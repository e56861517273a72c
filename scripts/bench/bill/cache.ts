/** How long a cached prefix lives. */
export type Life = "5m" | "1h";

/** One block of a prompt as the provider's cache sees it. */
export interface CacheBlock {
  /** Equal texts have equal ids; a cache marker is no part of it. */
  readonly id: string;
  readonly tokens: number;
  /** A run of calls and a run of results each count as one place when the cache looks back. */
  readonly kind: "call" | "result" | "other";
  /** A cache marker stands on it. */
  readonly mark: Life | undefined;
}

/** One request. */
export interface Asked {
  /** Seconds. */
  readonly at: number;
  /** What shares no cache with others: the model and its settings. */
  readonly scope: string;
  readonly blocks: readonly CacheBlock[];
  /** A shorter prefix is not cached. */
  readonly least: number;
}

/** What a token of a request is paid as. */
export type Rate = "read" | "write_1h" | "write_5m" | "input";

interface Entry {
  readonly from: number;
  readonly life: number;
  until: number;
}

const SECONDS: Readonly<Record<Life, number>> = { "5m": 300, "1h": 3600 };
/** A marker looks back so many places for what is cached. */
const LOOKBACK = 20;
/** Seconds until an answer begins, and what its request wrote can be read. */
const FIRST_TOKEN = 1;

/** Anthropic's prompt cache. */
export class PromptCache {
  readonly #entries = new Map<string, Entry>();
  /** Names of prefixes: the one before, and one more block. */
  readonly #names = new Map<string, string>();

  /** What each block of a request is paid as. What it reads lives on, what it writes is there for the next. */
  ask({ at, scope, blocks, least }: Asked): Rate[] {
    const prefixes = this.#prefixesOf(scope, blocks);
    const places = placesOf(blocks);
    const sizes = runningSums(blocks.map(({ tokens }) => tokens));
    const marks = [...blocks.keys()].filter((i) => blocks[i].mark !== undefined);
    const hit = Math.max(-1, ...marks.map((mark) => this.#found(mark, prefixes, places, at)));
    for (const prefix of prefixes.slice(0, hit + 1)) this.#refresh(prefix, at);
    const written = marks.filter((mark) => mark > hit && sizes[mark] >= least);
    for (const mark of written) this.#write(prefixes[mark], SECONDS[blocks[mark].mark!], at);
    const lastOf = (life?: Life) =>
      written.findLast((mark) => life === undefined || blocks[mark].mark === life) ?? hit;
    const [long, all] = [lastOf("1h"), lastOf()];
    return blocks.map((_, i) =>
      i <= hit ? "read" : i <= long ? "write_1h" : i <= all ? "write_5m" : "input"
    );
  }

  #prefixesOf(scope: string, blocks: readonly CacheBlock[]): string[] {
    let prefix = scope;
    return blocks.map(({ id }) => prefix = this.#nameOf(`${prefix}\n${id}`));
  }

  #nameOf(prefix: string): string {
    const name = this.#names.get(prefix) ?? `${this.#names.size}`;
    this.#names.set(prefix, name);
    return name;
  }

  #found(mark: number, prefixes: readonly string[], places: readonly number[], at: number): number {
    for (let i = mark; i >= 0 && places[mark] - places[i] < LOOKBACK; i--) {
      if (this.#live(prefixes[i], at)) return i;
    }
    return -1;
  }

  #live(prefix: string, at: number): Entry | undefined {
    const entry = this.#entries.get(prefix);
    return entry && entry.from <= at && at <= entry.until ? entry : undefined;
  }

  #refresh(prefix: string, at: number): void {
    const entry = this.#live(prefix, at);
    if (entry) entry.until = at + entry.life;
  }

  #write(prefix: string, life: number, at: number): void {
    this.#entries.set(prefix, { from: at + FIRST_TOKEN, life, until: at + life });
  }
}

function placesOf(blocks: readonly CacheBlock[]): number[] {
  let place = -1;
  return blocks.map(({ kind }, i) => {
    const goesOn = kind !== "other" && blocks[i - 1]?.kind === kind;
    return goesOn ? place : ++place;
  });
}

function runningSums(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => total += value);
}
