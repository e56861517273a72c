import { setTimeout } from "node:timers/promises";
import type { Conversation, Said } from "../../conversation/conversation.ts";
import { type Find, findsIn, type Least } from "../../glossary/finds.ts";
import { bytesOf, type Names, together } from "../../glossary/names.ts";
import { namesAt } from "../../glossary/read.ts";
import type { Span, Value } from "../../json/spans.ts";
import { createLru } from "../lru.ts";

/** How long it works without letting others go on, in milliseconds: a step takes less than one. */
const SLICE = 1;
/** How long others then have the machine for themselves, in milliseconds. */
const PAUSE = 8;
/** More requests than these do not wait: those that wait longest are left out. */
const MOST_WAITING = 8;

export interface ScoutOptions {
  readonly least: Least;
  /** What the names of known messages may take in memory, in bytes. */
  readonly maxBytes: number;
  /** Takes the finds of a request. */
  readonly report: (finds: readonly Find[]) => void;
  /** Takes errors of ours: nobody waits for what is done here. */
  readonly fail: (error: unknown) => void;
}

/** A request that was read, with its spans. */
type Request = Conversation & { readonly root: Value };

/**
 * Looks for finds in requests that have gone up, between all else that the process does. Messages that were there in
 * an earlier request are not read again.
 */
export class Scout {
  readonly #options: ScoutOptions;
  /** The names of messages, by what they say; of all else in a request, by its digest. */
  readonly #known;
  /** The newest request of each conversation, those waiting longest first. */
  readonly #waiting = new Map<string, Request>();
  #working: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: ScoutOptions) {
    this.#options = options;
    this.#known = createLru<Said | string, Names>({ maxWeight: options.maxBytes, weigh: bytesOf });
  }

  /** Takes a request of the conversation of this name, in place of one that still waits. */
  look(name: string, conversation: Conversation): void {
    const { root } = conversation;
    if (root === undefined || this.#isStopped) return;
    this.#waiting.delete(name);
    this.#waiting.set(name, { ...conversation, root });
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size <= MOST_WAITING) break;
      this.#waiting.delete(oldest);
    }
    this.#working ??= this.#work();
  }

  /** Resolves when nothing waits any more, or after so many milliseconds. */
  async idle(patience: number): Promise<void> {
    const late = new AbortController();
    const over = setTimeout(patience, undefined, { signal: late.signal });
    await Promise.race([this.#working, over]);
    late.abort();
  }

  /** What waits is left out. */
  stop(): void {
    this.#isStopped = true;
    this.#waiting.clear();
  }

  async #work(): Promise<void> {
    for (let next = this.#take(); next; next = this.#take()) {
      try {
        const finds = await this.#inSlices(this.#findsOf(next));
        if (finds) this.#options.report(finds);
      } catch (error) {
        this.#options.fail(error);
      }
    }
    this.#working = undefined;
  }

  #take(): Request | undefined {
    for (const [name, request] of this.#waiting) {
      this.#waiting.delete(name);
      return request;
    }
    return undefined;
  }

  /** `undefined` where it was stopped before the end. */
  async #inSlices<T>(work: Iterator<unknown, T>): Promise<T | undefined> {
    for (;;) {
      await setTimeout(PAUSE);
      if (this.#isStopped) return undefined;
      const until = performance.now() + SLICE;
      do {
        const step = work.next();
        if (step.done) return step.value;
      } while (performance.now() < until);
    }
  }

  *#findsOf({ root, head, turns }: Request): Generator<void, Find[]> {
    const parts = [yield* this.#namesOf(head.digest, root, outside(root, turns))];
    for (const { said, place } of turns) parts.push(yield* this.#namesOf(said, root, [place]));
    return yield* findsIn(yield* together(parts), this.#options.least);
  }

  *#namesOf(key: Said | string, root: Value, places: readonly Span[]): Generator<void, Names> {
    const known = this.#known.get(key);
    if (known) return known;
    const names = yield* namesAt(root, places, this.#options.least.length);
    this.#known.set(key, names);
    return names;
  }
}

/** What stands before, between and behind the messages. */
function outside(root: Value, turns: readonly { readonly place: Span }[]): Span[] {
  const starts = [root.start, ...turns.map(({ place }) => place.end)];
  const ends = [...turns.map(({ place }) => place.start), root.end];
  return starts.map((start, i) => ({ start, end: ends[i] }));
}
