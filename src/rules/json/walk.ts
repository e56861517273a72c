import type { Steps } from "../steps.ts";
import { countFrom } from "./count.ts";
import type { Open, Reading, Separator } from "./read.ts";
import { sampleOf } from "./sample.ts";
import { LEAST_REPEATED, type Table, tableOf, type Template } from "./table.ts";
import { type Content, sizeOf, type Value } from "./value.ts";

/** Where a value is written: in a row all stays on one line. */
type Place = "row" | "anywhere";

const CLOSERS = { "[": "]", "{": "}" };

export type Sign = "table" | "empty" | "mention" | "link" | "count";

/** `plain`: without white space, and that is all. `sampled`: of very long tables some rows. */
export type Style = "plain" | "tables" | "sampled";

/** Which arrays are written as tables, found out once. */
export class Tables {
  readonly #steps: Steps;
  readonly style: Style;
  readonly #known = new Map<readonly Value[], Table | undefined>();

  constructor(steps: Steps, style: Style) {
    this.#steps = steps;
    this.style = style;
  }

  of({ kind, values }: Pick<Content, "kind" | "values">): Table | undefined {
    if (this.style === "plain") return undefined;
    if (!this.#known.has(values)) {
      this.#known.set(values, tableOf(values, kind === "{", this.#steps));
    }
    return this.#known.get(values);
  }
}

/** Goes through values in the order in which they are written. */
export abstract class Walker {
  readonly #tables: Tables;
  readonly signs = new Set<Sign>();
  left = 0;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  protected abstract put(text: string): void;
  /** Is the value done with, as it stood before? */
  protected abstract mentions(value: Value): boolean;

  reading({ values, separator, open }: Reading): void {
    this.#content({ kind: "[", keys: [], values }, "anywhere", separator);
    if (open.length > 0 && values.length > 0) this.put(separator);
    for (const [i, content] of open.entries()) this.#open(content, i < open.length - 1);
  }

  /** Brackets that nobody closes. */
  #open(content: Open, goesOn: boolean): void {
    this.put(content.kind);
    this.#content(content, "anywhere");
    if (!goesOn) return;
    if (content.values.length > 0) this.put(",");
    if (content.kind === "{") this.put(`${content.key}:`);
  }

  #value(value: Value, place: Place): void {
    if (sizeOf(value) >= LEAST_REPEATED && this.mentions(value)) return;
    if (typeof value === "string") return this.put(value);
    this.put(value.kind);
    this.#content(value, place);
    this.put(CLOSERS[value.kind]);
  }

  #content(content: Content, place: Place, separator: Separator = ","): void {
    const table = place === "anywhere" ? this.#tables.of(content) : undefined;
    if (table) return this.#table(table, content, separator);
    const { kind, keys, values } = content;
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.put(separator);
      if (kind === "{") this.put(`${keys[i]}:`);
      const last = kind === "[" ? this.#counted(values, i) : i;
      if (last === i) this.#value(values[i], place);
      i = last;
    }
  }

  /** Writes values that count on as the first and the last number. The index of the last, or of the first if there are none. */
  #counted(values: readonly Value[], first: number): number {
    if (this.#tables.style === "plain") return first;
    const run = countFrom(values, first);
    if (run === undefined) return first;
    this.signs.add("count");
    this.put(`${values[first]}..${run.to}`);
    return run.last;
  }

  #table(
    table: Table,
    { kind, keys, values }: Content,
    separator: Separator,
  ): void {
    this.signs.add("table");
    const rows = kind === "{" ? "entries" : separator === "," ? "rows" : "values";
    this.put(`<${values.length} ${rows} of `);
    this.#template(table.template);
    this.put(":\n");
    const shown = this.#tables.style === "sampled" ? sampleOf(table, values.length) : undefined;
    for (let row = 0; row < values.length; row++) {
      if (shown !== undefined && !shown.has(row)) {
        this.left++;
        if (shown.has(row - 1)) this.put("...\n");
        continue;
      }
      if (kind === "{") this.put(`${keys[row]}:`);
      this.#row(table.columns, row);
      this.put("\n");
    }
    this.put(">");
  }

  #row(columns: Table["columns"], row: number): void {
    for (const [i, cells] of columns.entries()) {
      if (i > 0) this.put(",");
      const cell = cells[row];
      if (cell === undefined) this.signs.add("empty");
      else this.#value(cell, "row");
    }
  }

  #template(template: Template): void {
    if (template === "blank") return this.put("_");
    if ("same" in template) return this.#value(template.same, "row");
    this.put(template.kind);
    for (const [i, part] of template.parts.entries()) {
      if (i > 0) this.put(",");
      if (template.kind === "{") this.put(`${template.keys[i]}:`);
      this.#template(part);
    }
    this.put(CLOSERS[template.kind]);
  }
}
