import stringWidth from "string-width";
import { harmless } from "./format.ts";

/** Rows in columns; the first `left` are set to the left, all others to the right. A short row leaves the last ones empty. */
export function grid(rows: readonly (readonly string[])[], left = 1): string {
  const most = Math.max(...rows.map((row) => row.length));
  const whole = rows.map((row) =>
    Array.from({ length: most }, (_, column) => harmless(row[column] ?? ""))
  );
  const widths = whole[0].map((_, column) =>
    Math.max(...whole.map((row) => stringWidth(row[column])))
  );
  return whole.map((row) => {
    const cells = row.map((cell, column) => {
      const room = " ".repeat(widths[column] - stringWidth(cell));
      return column < left ? cell + room : room + cell;
    });
    return `  ${cells.join("   ").trimEnd()}\n`;
  }).join("");
}

/** A text that takes no more than so many columns of a terminal: both ends, which tell more than the middle. */
export function ends(text: string, room: number): string {
  if (stringWidth(text) <= room) return text;
  const signs = [...text];
  const end = startOf(signs.toReversed(), Math.ceil((room - 1) * 2 / 3)).reverse();
  const start = startOf(signs, room - 1 - stringWidth(end.join("")));
  return `${start.join("")}…${end.join("")}`;
}

/** As many characters as fit. */
function startOf(signs: readonly string[], room: number): string[] {
  let taken = 0;
  const end = signs.findIndex((sign) => (taken += stringWidth(sign)) > room);
  return signs.slice(0, end < 0 ? signs.length : end);
}
