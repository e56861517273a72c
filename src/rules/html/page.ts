import { Addresses } from "./addresses.ts";
import { attributeOf, type Piece, piecesOf } from "./pieces.ts";
import { Text } from "./text.ts";

/** A page as Markdown, and what of it went. */
export interface Page {
  readonly text: string;
  readonly left: ReadonlyMap<Left, number>;
}

export type Left = "script" | "style" | "svg" | "comment" | "inner or repeated link";

/** Elements that begin a line and end one. */
const BLOCKS = new Set(
  ("address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 " +
    "h6 head header hr html legend li main nav ol p pre section summary table tbody tfoot thead title tr ul")
    .split(" "),
);
/** What words of such elements begin with. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  h1: "# ",
  h2: "## ",
  h3: "### ",
  h4: "#### ",
  h5: "##### ",
  h6: "###### ",
  li: "- ",
};
/** What a form asks for, and how. */
const FIELDS = new Set(["form", "input", "option", "select", "textarea"]);
const FIELD_ATTRIBUTES = ["action", "method", "type", "name", "value", "placeholder"];
/** What a page says of how it is to be drawn. */
const DRAWING = /^(?:viewport|theme-color|color-scheme|msapplication-\w+|format-detection)$/;

/** Writes a page as a reader reads it: headings, text, lists, tables, code and where links lead. */
export function pageOf(html: string): Page {
  const writer = new Writer();
  for (const piece of piecesOf(html)) writer.add(piece);
  return { text: writer.text.toString(), left: writer.left };
}

/** A link that is open: where it leads, what it is called where it has no words, and where it began. */
interface Link {
  readonly to: string;
  readonly label: string;
  readonly place: number;
}

class Writer {
  readonly text = new Text();
  readonly left = new Map<Left, number>();
  readonly #addresses = new Addresses();
  /** `undefined`: only the words of the link are written. */
  readonly #links: (Link | undefined)[] = [];
  readonly #linkedInCode: string[] = [];
  #isCode = false;

  add(piece: Piece): void {
    switch (piece.kind) {
      case "text":
        return this.#isCode ? this.text.verbatim(piece.text) : this.text.words(piece.text);
      case "open":
        return this.#isCode
          ? this.#openInCode(piece.name, piece.attributes)
          : this.#open(piece.name, piece.attributes);
      case "close":
        return this.#close(piece.name);
      case "content":
        return this.#content(piece.name as Left, piece.text);
      case "comment":
        return this.#leave("comment");
    }
  }

  #open(name: string, attributes: string): void {
    if (BLOCKS.has(name)) this.text.line();
    if (name in BEGINNINGS) this.text.before(BEGINNINGS[name]);
    const id = attributeOf(attributes, "id");
    if (id !== "") this.text.before(`{#${id}} `);
    switch (name) {
      case "a":
        return this.#link(attributes);
      case "pre":
        this.#isCode = true;
        return this.text.verbatim("```\n");
      case "code":
        return this.text.mark("`");
      case "td":
      case "th":
        return this.text.words(" | ");
      case "br":
        return this.text.line();
      case "img":
        return this.#image(attributes);
      case "meta":
        return this.#meta(attributes);
      case "link":
        return this.#address(attributeOf(attributes, "rel"), attributeOf(attributes, "href"));
      case "script":
      case "iframe":
        return this.#address(name, attributeOf(attributes, "src"));
    }
    if (FIELDS.has(name)) this.text.words(` ${fieldOf(name, attributes)} `);
  }

  /** In code, tags draw words in colours, or lead elsewhere. */
  #openInCode(name: string, attributes: string): void {
    if (name === "br") this.text.verbatim("\n");
    if (name !== "a") return;
    this.#links.push(undefined);
    const to = attributeOf(attributes, "href");
    if (this.#isNewLink(to)) this.#linkedInCode.push(this.#addresses.short(to));
  }

  #endCode(): void {
    this.#isCode = false;
    this.text.verbatim("\n```");
    if (this.#linkedInCode.length === 0) return;
    this.text.verbatim(`\nlinks: ${this.#linkedInCode.join(" ")}`);
    this.#linkedInCode.length = 0;
  }

  #close(name: string): void {
    if (name === "pre" && this.#isCode) this.#endCode();
    else if (name === "code" && !this.#isCode) this.text.end("`");
    if (name === "a") this.#endLink();
    if (BLOCKS.has(name) && !this.#isCode) this.text.line();
  }

  /** Of scripts the addresses are of use, and nothing else. */
  #content(name: Left, text: string): void {
    if (text.trim() === "") return;
    this.#leave(name);
    if (name !== "script") return;
    for (const address of this.#addresses.in(text)) this.#address(name, address);
  }

  #link(attributes: string): void {
    const to = attributeOf(attributes, "href");
    const isNew = this.#isNewLink(to);
    if (isNew) this.text.mark("[");
    const label = attributeOf(attributes, "aria-label") || attributeOf(attributes, "title");
    this.#links.push(isNew ? { to, label, place: this.text.place } : undefined);
  }

  #isNewLink(to: string): boolean {
    if (to === "") return false;
    const isNew = !to.startsWith("#") && this.#addresses.isNew(to);
    if (!isNew) this.#leave("inner or repeated link");
    return isNew;
  }

  #endLink(): void {
    const link = this.#links.pop();
    if (link === undefined) return;
    if (link.place === this.text.place) this.text.end(link.label);
    this.text.end(`](${this.#addresses.short(link.to)})`);
  }

  #image(attributes: string): void {
    const source = this.#addresses.short(attributeOf(attributes, "src"));
    this.text.words(` ![${attributeOf(attributes, "alt")}](${source}) `);
  }

  #meta(attributes: string): void {
    const name = attributeOf(attributes, "name") || attributeOf(attributes, "property");
    const content = attributeOf(attributes, "content");
    if (name === "" || content === "" || DRAWING.test(name)) return;
    this.text.line();
    this.text.words(`${name}: ${content}`);
    this.text.line();
  }

  #address(what: string, address: string): void {
    if (address === "" || !this.#addresses.isNew(address)) return;
    this.text.line();
    this.text.words(`${what}: ${this.#addresses.short(address)}`);
    this.text.line();
  }

  #leave(what: Left): void {
    this.left.set(what, (this.left.get(what) ?? 0) + 1);
  }
}

function fieldOf(name: string, attributes: string): string {
  const told = FIELD_ATTRIBUTES
    .map((attribute) => [attribute, attributeOf(attributes, attribute)])
    .filter(([, value]) => value !== "")
    .map(([attribute, value]) => `${attribute}="${value}"`);
  return told.length === 0 ? "" : `<${[name, ...told].join(" ")}>`;
}
