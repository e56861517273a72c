import assert from "node:assert/strict";
import fc from "fast-check";
import { shownBy } from "./screen.ts";

const ESCAPE = "\x1b";
const TOKEN = new RegExp(`${ESCAPE}\\[[?\\d;]*[A-Za-z]|${ESCAPE}\\].*?\x07|[^]`, "gu");

/** Titles and links begin with the first of these. */
const UNSEEN = new Set([ESCAPE, "\0", "\x07"]);

/** A terminal without edges, as plain as can be: a list of rows, a list of cells each. */
class Oracle {
  rows: string[][] = [[]];
  row = 0;
  column = 0;

  static rowsOf(text: string): string[] {
    const oracle = new Oracle();
    for (const [token] of text.matchAll(TOKEN)) oracle.take(token);
    const rows = oracle.rows.map((cells) =>
      Array.from(cells, (cell) => cell ?? " ").join("").trimEnd()
    );
    while (rows.at(-1) === "") rows.pop();
    return rows;
  }

  take(token: string): void {
    const cells = this.rows[this.row];
    if (token.startsWith("\x1b[")) {
      this.control(token.at(-1)!, Number(token.slice(2, -1)) || 0, cells);
    } else if (token === "\n") this.down(1, true);
    else if (token === "\r") this.column = 0;
    else if (token === "\b") this.column = Math.max(0, this.column - 1);
    else if (token === "\t") this.column += 8 - this.column % 8;
    else if (!UNSEEN.has(token[0])) this.write(token, cells);
  }

  control(name: string, count: number, cells: string[]): void {
    const by = Math.max(1, count);
    if (name === "A" || name === "F") this.row = Math.max(0, this.row - by);
    if (name === "B" || name === "E") this.down(by, false);
    if (name === "E" || name === "F") this.column = 0;
    if (name === "C") this.column += by;
    if (name === "D") this.column = Math.max(0, this.column - by);
    if (name === "G") this.column = by - 1;
    if (name === "J") this.rows = this.rows.map((row, i) => i > this.row ? [] : row);
    if (name === "J" || name === "K" && count === 0) this.erase(cells, this.column, cells.length);
    if (name === "K" && count === 1) this.erase(cells, 0, this.column + 1);
    if (name === "K" && count === 2) this.erase(cells, 0, cells.length);
  }

  down(by: number, toStart: boolean): void {
    this.row += by;
    while (this.rows.length <= this.row) this.rows.push([]);
    if (toStart) this.column = 0;
  }

  /** A wide character is a cell and an empty one behind it; whoever takes one of the two leaves a blank. */
  erase(cells: string[], from: number, to: number): void {
    for (let i = from; i < Math.min(to, cells.length); i++) this.put(cells, i, " ");
  }

  put(cells: string[], at: number, text: string): void {
    if (cells[at] === "") cells[at - 1] = " ";
    if (cells[at + 1] === "") cells[at + 1] = " ";
    cells[at] = text;
  }

  /** A mark joins what stands before the cursor. */
  mark(char: string, cells: string[]): void {
    if (this.column === 0) return;
    const base = cells[this.column - 1] === "" ? this.column - 2 : this.column - 1;
    cells[base] += char;
  }

  write(char: string, cells: string[]): void {
    const width = /\p{M}|\u200d|\ufe0f/u.test(char)
      ? 0
      : /[\u4e00-\u9fff]|\p{Emoji_Presentation}/u.test(char)
      ? 2
      : 1;
    for (let i = cells.length; i < this.column; i++) cells[i] = " ";
    if (width === 0) return this.mark(char, cells);
    this.put(cells, this.column, char);
    if (width === 2) this.put(cells, this.column + 1, " ");
    if (width === 2) cells[this.column + 1] = "";
    this.column += width;
  }
}

const text = fc.constantFrom("a", "bc", "x y", "  ", "100%", "[##  ]", "…", "⠙ ", "é");
const odd = fc.constantFrom("界", "e\u0301", "\t", "👩\u200d💻", "😀", "\u0301", "\0", "\x07");
const control = fc.constantFrom(
  ..."\r \r \n \n \r\n \b \x1b[31m \x1b[K \x1b[1K \x1b[2K \x1b[G \x1b[4G \x1b[2C \x1b[2D \x1b[A \x1b[2A \x1b[B"
    .split(" "),
  ..."\x1b[E \x1b[F \x1b[J \x1b[0J \x1b[?25l \x1b[?2026h \x1b]0;title\x07 \x1b]8;;u\x07 \r\x1b[K \x1b[2K\r"
    .split(" "),
);
const stream = (...parts: fc.Arbitrary<string>[]) =>
  fc.array(fc.oneof(...parts), { maxLength: 24 }).map((pieces) => pieces.join(""));

Deno.test("shownBy() shows what a terminal shows", () => {
  let told = 0;
  fc.assert(
    fc.property(stream(text, control), (input) => {
      const shown = shownBy(input);
      if (shown === undefined) return;
      told++;
      assert.deepEqual(Oracle.rowsOf(shown), Oracle.rowsOf(input));
      assert.equal(shownBy(shown), shown);
    }),
    { numRuns: 20_000 },
  );
  assert.ok(told > 5000, `only ${told} streams were taken`);
});

Deno.test("shownBy() shows wide characters, marks and tabs as a terminal does, or says no", () => {
  let told = 0;
  fc.assert(
    fc.property(stream(text, odd, control), (input) => {
      const shown = shownBy(input);
      if (shown === undefined) return;
      told++;
      assert.deepEqual(Oracle.rowsOf(shown), Oracle.rowsOf(input));
      assert.equal(shownBy(shown), shown);
    }),
    { numRuns: 20_000 },
  );
  assert.ok(told > 2000, `only ${told} streams were taken`);
});

Deno.test("shownBy() says no to a link in a row that the cursor had left", () => {
  assert.equal(shownBy("\n\x1b[Fab\r\n\x1b]8;;u\x07"), undefined);
});
