/** A piece of a page. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: string }
  | { readonly kind: "close"; readonly name: string }
  /** What stands between the tags of a script and the like, which holds no tags of the page. */
  | { readonly kind: "content"; readonly name: string; readonly text: string }
  | { readonly kind: "comment" | "declaration" };

const LETTER = /[a-zA-Z]/;
const NAME = /[\w:-]+/y;

/** Elements whose content is nothing to read. */
const CLOSED: Readonly<Record<string, RegExp>> = {
  script: /<\/script\b[^<>]{0,99}>/gi,
  style: /<\/style\b[^<>]{0,99}>/gi,
  svg: /<\/svg\b[^<>]{0,99}>/gi,
};

/** Takes a page apart, from the beginning to the end. */
export function* piecesOf(page: string): Generator<Piece> {
  const tags = new Tags(page);
  let from = 0;
  for (let at = tags.next(0); at >= 0; at = tags.next(from)) {
    if (at > from) yield { kind: "text", text: page.slice(from, at) };
    const end = tags.endOf(at);
    const piece = pieceAt(page, at, end);
    yield piece;
    from = end;
    const closed = piece.kind === "open" ? CLOSED[piece.name] : undefined;
    if (closed === undefined || page[end - 2] === "/") continue;
    closed.lastIndex = end;
    const found = closed.exec(page);
    const until = found ? found.index : page.length;
    if (piece.kind === "open") {
      yield { kind: "content", name: piece.name, text: page.slice(end, until) };
    }
    from = found ? until + found[0].length : page.length;
  }
  if (from < page.length) yield { kind: "text", text: page.slice(from) };
}

function pieceAt(page: string, start: number, end: number): Piece {
  if (page.startsWith("<!--", start)) return { kind: "comment" };
  if (page[start + 1] === "!" || page[start + 1] === "?") return { kind: "declaration" };
  const isClosing = page[start + 1] === "/";
  NAME.lastIndex = start + (isClosing ? 2 : 1);
  const name = (NAME.exec(page)?.[0] ?? "").toLowerCase();
  if (isClosing) return { kind: "close", name };
  return { kind: "open", name, attributes: page.slice(start + 1 + name.length, end - 1) };
}

/** Finds tags and comments. What isn't closed is no tag, and is looked for once. */
class Tags {
  readonly #page: string;
  #open: ReadonlySet<string> = new Set();

  constructor(page: string) {
    this.#page = page;
  }

  /** Where the next tag or comment begins; -1 where none does. */
  next(from: number): number {
    let at = this.#page.indexOf("<", from);
    while (at >= 0 && (!this.#begins(at) || this.endOf(at) < 0)) {
      at = this.#page.indexOf("<", at + 1);
    }
    return at;
  }

  /** Behind the tag that begins here; -1 where it isn't closed. */
  endOf(start: number): number {
    if (this.#page.startsWith("<!--", start)) return this.#behind("-->", start + 4);
    let at = start + 1;
    for (; at < this.#page.length && this.#page[at] !== ">"; at++) {
      const char = this.#page[at];
      if (char !== '"' && char !== "'") continue;
      const quoted = this.#behind(char, at + 1);
      if (quoted > 0) at = quoted - 1;
    }
    if (at < this.#page.length) return at + 1;
    this.#open = new Set([...this.#open, ">"]);
    return -1;
  }

  #begins(at: number): boolean {
    if (this.#open.has(">")) return false;
    const char = this.#page[at + 1] ?? "";
    return LETTER.test(char) || char === "!" || char === "?" ||
      char === "/" && LETTER.test(this.#page[at + 2] ?? "");
  }

  #behind(mark: string, from: number): number {
    if (this.#open.has(mark)) return -1;
    const at = this.#page.indexOf(mark, from);
    if (at >= 0) return at + mark.length;
    this.#open = new Set([...this.#open, mark]);
    return -1;
  }
}

const ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map(
  "id href src title aria-label alt rel name property content action method type value placeholder"
    .split(" ").map((name) => [
      name,
      new RegExp(`(?:^|[\\s"'])${name}\\s{0,9}=\\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i"),
    ]),
);

/** The value of a tag's attribute, if it is given one. */
export function attributeOf(attributes: string, name: string): string {
  if (attributes === "") return "";
  const found = ATTRIBUTES.get(name)?.exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? "";
}
