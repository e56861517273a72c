/** Text as a page shows it: white space is one blank, and blocks begin a line. */
export class Text {
  readonly #lines: string[] = [];
  #line = "";
  /** Does a blank come before the next word? */
  #isSpaced = false;
  /** What stands before the next words of a line, once there are some. */
  #before = "";

  /** A place: two are the same where nothing was added between. */
  get place(): number {
    return this.#lines.length + this.#line.length;
  }

  /** Adds words of a paragraph. */
  words(text: string): void {
    const words = text.trim();
    if (words === "") {
      if (text !== "") this.#isSpaced = true;
      return;
    }
    const isSpaced = this.#isSpaced || isBlank(text, 0);
    this.#add(words.replace(/\s+/g, " "), isSpaced);
    this.#isSpaced = isBlank(text, text.length - 1);
  }

  /** Adds a mark; the words behind it touch it, as what it ends touches it. */
  mark(mark: string): void {
    this.#add(mark, this.#isSpaced);
    this.#isSpaced = false;
  }

  /** Adds a mark that touches what stands before it. */
  end(mark: string): void {
    this.#line += mark;
  }

  /** What the next words are to begin with, if there are any in this block. */
  before(text: string): void {
    this.#before += text;
  }

  /** Adds lines to the letter. */
  verbatim(text: string): void {
    const lines = text.split("\n");
    this.#line += this.#before + lines[0];
    this.#before = "";
    for (let i = 1; i < lines.length; i++) {
      this.#lines.push(this.#line);
      this.#line = lines[i];
    }
    this.#isSpaced = false;
  }

  /** Begins a line, if something stands on this one. */
  line(): void {
    if (this.#line !== "") this.#lines.push(this.#line.trimEnd());
    this.#line = "";
    this.#isSpaced = false;
  }

  toString(): string {
    return [...this.#lines, this.#line].join("\n").trim();
  }

  #add(text: string, isSpaced: boolean): void {
    if (isSpaced && this.#line !== "" && this.#before === "") this.#line += " ";
    this.#line += this.#before + text;
    this.#before = "";
  }
}

function isBlank(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 0x20;
}
