/** One JSON value with its own bytes, numbers and keys as they were written. */
export type Tree =
  | { readonly kind: "scalar"; readonly raw: string }
  | { readonly kind: "string"; readonly raw: string }
  | { readonly kind: "list"; readonly items: readonly Tree[] }
  /** Repeated keys stay, in order; a key is raw, quotes included. */
  | { readonly kind: "object"; readonly fields: readonly (readonly [string, Tree])[] };

/** A whole JSON text. */
export interface Document {
  readonly root: Tree;
  /** The white space between its tokens, in order. */
  readonly gaps: string;
}

const TOKEN = /(\s*)("[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s[\]{},:"]+)/y;

/** Reads one value after another from a text; every token keeps its own characters. */
class Reader {
  readonly gaps: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): string {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) throw new SyntaxError(`no JSON at ${this.#at}`);
    this.#at = TOKEN.lastIndex;
    this.gaps.push(found[1]);
    return found[2];
  }

  rest(): string {
    return this.#text.slice(this.#at);
  }

  value(token = this.next()): Tree {
    if (token === "{") {
      return {
        kind: "object",
        fields: this.#list("}", (key) => this.#field(key)),
      };
    }
    if (token === "[") {
      return {
        kind: "list",
        items: this.#list("]", (first) => this.value(first)),
      };
    }
    if (token.startsWith('"')) return { kind: "string", raw: token };
    if (/^[\]},:]/.test(token)) throw new SyntaxError(`"${token}" at ${this.#at}`);
    return { kind: "scalar", raw: token };
  }

  #field(key: string): readonly [string, Tree] {
    if (!key.startsWith('"') || this.next() !== ":") {
      throw new SyntaxError(`no field at ${this.#at}`);
    }
    return [key, this.value()];
  }

  #list<T>(end: string, one: (token: string) => T): T[] {
    const items: T[] = [];
    for (let token = this.next(); token !== end; token = this.next()) {
      items.push(one(token === "," && items.length > 0 ? this.next() : token));
    }
    return items;
  }
}

/** A JSON text as a tree of its own tokens; `undefined` where it is none. */
export function documentOf(text: string): Document | undefined {
  try {
    const reader = new Reader(text);
    const root = reader.value();
    const rest = reader.rest();
    return rest.trim() === "" ? { root, gaps: [...reader.gaps, rest].join("|") } : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** The value of a field; the last one, where a key is repeated. */
export function fieldOf(tree: Tree | undefined, name: string): Tree | undefined {
  if (tree?.kind !== "object") return undefined;
  return tree.fields.findLast(([key]) => JSON.parse(key) === name)?.[1];
}

/** The items of a list; none where it is no list. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === "list" ? tree.items : [];
}

/** The text of a string. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === "string" ? JSON.parse(tree.raw) : undefined;
}

/** A tree as JSON without white space, every token as it was written. */
export function writtenOf(tree: Tree): string {
  if (tree.kind === "list") return `[${tree.items.map(writtenOf).join(",")}]`;
  if (tree.kind !== "object") return tree.raw;
  return `{${tree.fields.map(([key, value]) => `${key}:${writtenOf(value)}`).join(",")}}`;
}
