import type { Steps } from "../steps.ts";
import type { Reading } from "./read.ts";
import type { Value } from "./value.ts";
import { type Sign, type Style, Tables, Walker } from "./walk.ts";

/** JSON in short, and which of its signs a reader has to be told. */
export interface Printed {
  readonly text: string;
  readonly signs: ReadonlySet<Sign>;
  /** Rows of tables that are left out. */
  readonly left: number;
}

/** Writes what has been read: without white space, like objects as tables, what stood before by its mark. */
export function printed(reading: Reading, style: Style, steps: Steps): Printed {
  const tables = new Tables(steps, style);
  if (style === "plain") return written(reading, tables, new Map());
  const counter = new Counter(tables);
  counter.reading(reading);
  return written(reading, tables, counter.counts);
}

function written(
  reading: Reading,
  tables: Tables,
  counts: ReadonlyMap<Value, number>,
): Printed {
  const writer = new Writer(tables, counts);
  writer.reading(reading);
  return { text: writer.text, signs: writer.signs, left: writer.left };
}

/** Finds out what will stand there more than once. What is in a value that stood before does not count again. */
class Counter extends Walker {
  readonly counts = new Map<Value, number>();

  protected put(): void {}

  protected mentions(value: Value): boolean {
    const count = (this.counts.get(value) ?? 0) + 1;
    this.counts.set(value, count);
    return count > 1;
  }
}

class Writer extends Walker {
  readonly #pieces: string[] = [];
  readonly #counts: ReadonlyMap<Value, number>;
  readonly #marks = new Map<Value, number>();

  constructor(tables: Tables, counts: ReadonlyMap<Value, number>) {
    super(tables);
    this.#counts = counts;
  }

  get text(): string {
    return this.#pieces.join("");
  }

  protected put(text: string): void {
    this.#pieces.push(text);
  }

  protected mentions(value: Value): boolean {
    if ((this.#counts.get(value) ?? 0) < 2) return false;
    const mark = this.#marks.get(value);
    if (mark !== undefined) {
      this.put(`*${mark}`);
      return true;
    }
    this.signs.add("mention");
    this.#marks.set(value, this.#marks.size + 1);
    this.put(`&${this.#marks.size} `);
    return false;
  }
}
