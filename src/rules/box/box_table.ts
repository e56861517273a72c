import type { Rule } from "../rule.ts";
import { cellsOf, type Frame, frameOf, shortened } from "./frame.ts";

/** A line of a frame that has a joint in it: trees and rulers have none. */
const FRAMED = /^(?:[┌╔╭┏+][─━═\-┬╦┳+]{3,}|[-─]{1,}[+┼][-+─┼]{2,})/m;
/** Lines of a patch are somebody's file. */
const PATCH = /^(?:diff --git |@@ -)/m;

/** Takes the padding out of the cells of ruled tables (SQL clients, and what draws boxes), and the frame's outer lines. */
export const boxTable: Rule = {
  name: "box_table",
  doc: "ruled tables: padding of cells and outer lines of the frame go",
  loses: "nothing",
  matches: ({ text }) => FRAMED.test(text) && !PATCH.test(text),
  squeeze: ({ text }) => {
    const lines = text.split("\n");
    const short: string[] = [];
    for (let at = 0; at < lines.length;) {
      const end = tableEnd(lines, at);
      if (end === at) short.push(lines[at]);
      else short.push(...tableOf(lines.slice(at, end)));
      at = Math.max(end, at + 1);
    }
    return short.join("\n");
  },
};

/** Behind the table that begins with this line, or this line where none does. */
function tableEnd(lines: readonly string[], start: number): number {
  const first = frameOf(lines[start]);
  // A table that is open at its sides begins with its head.
  const frame = first ?? frameOf(lines[start + 1] ?? "");
  if (frame === undefined || frame.isClosed !== (first !== undefined)) return start;
  let end = start;
  let rows = 0;
  for (; end < lines.length; end++) {
    if (cellsOf(lines[end], frame)) rows++;
    else if (!isSame(frameOf(lines[end]), frame)) break;
    else if (frame.isClosed && end > start && isLast(lines, end, frame)) {
      return rows > 0 ? end + 1 : start;
    }
  }
  return rows > 1 ? end : start;
}

function isLast(lines: readonly string[], at: number, frame: Frame): boolean {
  return cellsOf(lines[at + 1] ?? "", frame) === undefined;
}

function isSame(a: Frame | undefined, b: Frame): boolean {
  return a !== undefined && a.bars.join() === b.bars.join();
}

function tableOf(lines: readonly string[]): string[] {
  const frame = lines.map(frameOf).find((frame) => frame !== undefined);
  if (frame === undefined) return [...lines];
  const isOuter = (i: number) => frame.isClosed && (i === 0 || i === lines.length - 1);
  return lines.flatMap((line, i) => {
    const row = cellsOf(line, frame);
    if (row === undefined) return isOuter(i) ? [] : [shortened(line)];
    const { bar, cells } = row;
    const inner = cells.join(` ${bar} `);
    return [frame.isClosed ? `${bar} ${inner} ${bar}` : inner];
  });
}
