import { counted, GAP, isBanner, type Outline } from "./outline.ts";

/** Characters. A shorter body of a rule is as short as the gap. */
const SHORT = 24;

/** Rules that hold rules. */
const GROUP = /^@(?:media|supports|layer|container|scope|document)\b/;

/** A sheet's selectors, each once in its group; what they declare goes. */
export function sheetOutline(text: string): Outline | undefined {
  const reader = new Reader(text);
  const outline = reader.read();
  if (reader.bodies === 0) return undefined;
  const left = `${counted(reader.bodies, "body", "bodies")} of minified rules left out at ${GAP}`;
  return { text: outline, left };
}

class Reader {
  readonly #text: string;
  #at = 0;
  bodies = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): string {
    const pieces: string[] = [];
    /** What has been said in each group that is open. */
    const said: Set<string>[] = [new Set()];
    while (this.#at < this.#text.length) {
      const { prelude, mark } = this.#prelude();
      if (mark === "{" && GROUP.test(prelude)) {
        pieces.push(`${prelude}{`);
        said.push(new Set());
        continue;
      }
      if (mark === "}") {
        pieces.push(`${prelude}}`);
        if (said.length > 1) said.pop();
        continue;
      }
      const rule = mark === "{" ? `${prelude}${this.#body()}` : prelude + mark;
      const group = said[said.length - 1];
      if (!group.has(rule)) pieces.push(rule);
      group.add(rule);
    }
    return pieces.join("");
  }

  /** What stands before the next brace or semicolon. Of comments only banners. */
  #prelude(): { readonly prelude: string; readonly mark: string } {
    let prelude = "";
    let from = this.#at;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at];
      if (char === "{" || char === "}" || char === ";") {
        prelude += this.#text.slice(from, this.#at++);
        return { prelude: prelude.trim(), mark: char };
      }
      if (char === "/" && this.#text[this.#at + 1] === "*") {
        prelude += this.#text.slice(from, this.#at);
        const comment = this.#comment();
        if (isBanner(comment)) prelude += `${comment}\n`;
        from = this.#at;
      } else this.#skip(char);
    }
    return { prelude: prelude + this.#text.slice(from), mark: "" };
  }

  /** The rest of a rule, its braces in pairs, or what stands for it. */
  #body(): string {
    const from = this.#at;
    for (let depth = 1; this.#at < this.#text.length && depth > 0;) {
      const char = this.#text[this.#at];
      if (char === "{") depth++;
      if (char === "}") depth--;
      if (char === "/" && this.#text[this.#at + 1] === "*") this.#comment();
      else this.#skip(char);
    }
    const body = this.#text.slice(from, this.#at);
    if (body.length <= SHORT) return `{${body}`;
    this.bodies++;
    return `{${GAP}}`;
  }

  #comment(): string {
    const from = this.#at;
    const end = this.#text.indexOf("*/", from + 2);
    this.#at = end < 0 ? this.#text.length : end + 2;
    return this.#text.slice(from, this.#at);
  }

  /** Goes on behind a character, or behind the string or the escape that it begins. */
  #skip(char: string): void {
    this.#at += char === "\\" ? 2 : 1;
    if (char !== '"' && char !== "'") return;
    while (
      this.#at < this.#text.length && this.#text[this.#at] !== char && this.#text[this.#at] !== "\n"
    ) {
      this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
    }
    this.#at++;
  }
}
