/** Writes what the rule `json` wrote in short out again, token by token. For tests alone. */
export function expanded(short: string): string {
  const legend = /^\[JSON in short: .*\]\n/m.exec(short)?.[0] ?? "";
  return new Expander(short.replace(legend, ""), legend.includes("~")).all();
}

/** The text without white space outside of strings. */
export function unspaced(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*"?)|\s+/gs, (_, string) => string ?? "");
}

const SCALAR = /"(?:[^"\\]|\\.)*"|[-+\w]+(?:\.(?!\.)[-+\w]+)?/ys;
const TABLE = /<(\d+) (rows|values|entries) of /y;
const COUNT = /\.\.(\d+)/y;
const MARK = /&(\d+) /y;
const MENTION = /\*(\d+)/y;

const CLOSERS: Readonly<Record<string, string>> = { "[": "]", "{": "}" };
const ABSENT = "";

class Expander {
  #at = 0;
  readonly #text: string;
  readonly #hasLinks: boolean;
  readonly #marked: Map<string, string>;
  /** What fills the blanks of a template, in order. */
  readonly #cells: string[];

  constructor(
    text: string,
    hasLinks: boolean,
    marked = new Map<string, string>(),
    cells: string[] = [],
  ) {
    this.#text = text;
    this.#hasLinks = hasLinks;
    this.#marked = marked;
    this.#cells = cells;
  }

  all(): string {
    let all = "";
    while (this.#at < this.#text.length) {
      const table = this.#takes(TABLE);
      if (table) all += this.#rows(table).join(table[2] === "rows" ? "," : "");
      else all += this.#value() ?? this.#text[this.#at++].trim();
    }
    return all;
  }

  /** `undefined` where none begins, or a bracket is not closed. */
  #value(): string | undefined {
    const mark = this.#takes(MARK);
    if (mark) {
      const value = this.#value();
      if (value !== undefined) this.#marked.set(mark[1], value);
      return value;
    }
    const mention = this.#takes(MENTION);
    if (mention) return this.#marked.get(mention[1]);
    const char = this.#text[this.#at];
    if (char === "_") {
      this.#at++;
      return this.#cells.shift() ?? ABSENT;
    }
    return char in CLOSERS ? this.#container(char) : this.#takes(SCALAR)?.[0];
  }

  #container(kind: string): string | undefined {
    const start = this.#at++;
    const keys: string[] = [];
    const values: string[] = [];
    const table = this.#takes(TABLE);
    if (table) values.push(...this.#rows(table));
    for (let isFirst = !table; this.#text[this.#at] !== CLOSERS[kind]; isFirst = false) {
      if (!isFirst) this.#at++;
      const key = kind === "{" ? this.#takes(SCALAR)?.[0] : undefined;
      if (key !== undefined) this.#at++;
      const value = this.#value();
      if (value === undefined) {
        this.#at = start;
        return undefined;
      }
      if (value !== ABSENT) values.push(value);
      if (value !== ABSENT && key !== undefined) keys.push(key);
      const count = this.#takes(COUNT);
      if (count) values.push(...following(value, Number(count[1])));
    }
    this.#at++;
    if (table) return kind + values.join(",") + CLOSERS[kind];
    const full = this.#hasLinks ? linked(keys, values) : values;
    const members = full.map((value, i) => kind === "{" ? `${keys[i]}:${value}` : value);
    return kind + members.join(",") + CLOSERS[kind];
  }

  #rows([, count, what]: RegExpExecArray): string[] {
    const from = this.#at;
    // Read once for where it ends.
    this.#value();
    const template = this.#text.slice(from, this.#at);
    this.#at += ":\n".length;
    const rows: string[] = [];
    for (let i = 0; i < Number(count); i++) rows.push(this.#row(template, what === "entries"));
    this.#at += ">".length;
    return rows;
  }

  #row(template: string, hasKey: boolean): string {
    const key = hasKey ? this.#takes(SCALAR)?.[0] : undefined;
    if (hasKey) this.#at++;
    const cells: string[] = [];
    do {
      const isAbsent = ",\n".includes(this.#text[this.#at]);
      cells.push(isAbsent ? ABSENT : this.#value() ?? ABSENT);
    } while (this.#text[this.#at++] === ",");
    const row = new Expander(template, this.#hasLinks, this.#marked, cells).all();
    return key === undefined ? row : `${key}:${row}`;
  }

  #takes(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found ?? undefined;
  }
}

function linked(keys: readonly string[], values: readonly string[]): readonly string[] {
  const url = values[keys.indexOf('"url"')];
  if (url === undefined) return values;
  return values.map((value) => value.startsWith('"~') ? url.slice(0, -1) + value.slice(2) : value);
}

function following(value: string, to: number): string[] {
  const [, before, digits, behind] = /^(.*?)(\d+)("?)$/s.exec(value) ?? [];
  const first = Number(digits) + 1;
  return Array.from({ length: to - first + 1 }, (_, i) => `${before}${first + i}${behind}`);
}
