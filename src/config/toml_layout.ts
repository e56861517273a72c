import { tomlValue } from "./check.ts";

/** `key = value` in a TOML text. */
export interface Entry {
  /** The table's name and the key's, part by part. */
  readonly path: readonly string[];
  /** How many parts of the path are the table's. */
  readonly depth: number;
  readonly start: number;
  readonly value: number;
  readonly valueEnd: number;
  /** After the line feed of the entry's last line. */
  readonly end: number;
  /** There is a comment between the lines of the value. */
  readonly commented: boolean;
}

/** `[table]` or `[[table]]` in a TOML text. */
export interface Header {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Where the tables and keys of a TOML text stand. */
export interface Layout {
  readonly headers: readonly Header[];
  readonly entries: readonly Entry[];
}

/** Reads along a text that is known to be TOML, so that nothing has to be checked here. */
class Reader {
  at = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Steps over a pattern, and gives what it stepped over. */
  take(pattern: RegExp): string {
    const sticky = new RegExp(pattern, "y");
    sticky.lastIndex = this.at;
    const taken = sticky.exec(this.text)?.[0] ?? "";
    this.at += taken.length;
    return taken;
  }

  toLineEnd(): number {
    this.take(/[^\n]*\n?/);
    return this.at;
  }

  string(): string {
    const quote = this.take(/"""|'''|"|'/);
    const basic = quote.startsWith('"');
    while (!this.done && !this.text.startsWith(quote, this.at)) {
      this.at += basic && this.text[this.at] === "\\" ? 2 : 1;
    }
    this.at += quote.length;
    // One or two quotes may stand right before the closing three.
    if (quote.length === 3) this.take(basic ? /"{0,2}/ : /'{0,2}/);
    return quote;
  }

  path(): string[] {
    const parts: string[] = [];
    do {
      this.take(/[ \t]+/);
      const start = this.at;
      if (this.take(/[\w-]+/) === "") this.string();
      const part = this.text.slice(start, this.at);
      parts.push(/^["']/.test(part) ? String(tomlValue(part)) : part);
      this.take(/[ \t]+/);
    } while (this.take(/\./) !== "");
    return parts;
  }

  /** Steps over a value; says whether comments stand inside of it. */
  value(): boolean {
    if (/["']/.test(this.text[this.at])) {
      this.string();
      return false;
    }
    if (!/[[{]/.test(this.text[this.at])) {
      const bare = this.take(/[^\n\r#]*/);
      this.at -= bare.length - bare.trimEnd().length;
      return false;
    }
    return this.nested();
  }

  private nested(): boolean {
    let open = 0;
    let commented = false;
    do {
      this.take(/[^"'#[\]{}]+/);
      const next = this.text[this.at];
      if (next === '"' || next === "'") this.string();
      else if (next === "#") commented = this.take(/[^\n]*/) !== "";
      else {
        open += next === "[" || next === "{" ? 1 : -1;
        this.at += 1;
      }
    } while (open > 0 && !this.done);
    return commented;
  }
}

/** Finds every table and key of a text that a TOML parser has taken. */
export function layoutOf(text: string): Layout {
  const reader = new Reader(text);
  const headers: Header[] = [];
  const entries: Entry[] = [];
  while (true) {
    reader.take(/(\s|#[^\n]*)+/);
    if (reader.done) return { headers, entries };
    const start = reader.at;
    if (reader.take(/\[{1,2}/) !== "") {
      headers.push({ path: reader.path(), start, end: reader.toLineEnd() });
    } else {
      entries.push(entryOf(reader, headers.at(-1)?.path ?? [], start));
    }
  }
}

function entryOf(reader: Reader, table: readonly string[], start: number): Entry {
  const path = [...table, ...reader.path()];
  reader.take(/[ \t]*=[ \t]*/);
  const value = reader.at;
  const commented = reader.value();
  const valueEnd = reader.at;
  return { path, depth: table.length, start, value, valueEnd, end: reader.toLineEnd(), commented };
}
