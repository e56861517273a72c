/** Fewer lines gain nothing. */
const FEWEST = 4;
/** So many lines of a table have two blanks in a row somewhere. */
const MOST = 0.6;

/** `USER PID %CPU`, `Filesystem 1K-blocks`, `IMAGE ID`: words for columns, no values; `x: ` stands in our own print. */
const HEAD =
  /^(?!.*:(?: |$)) *[A-Z%#][\w%#\/:.()+-]*(?: +[A-Za-z%#][\w%#\/:.()+-]*| +1K-blocks)+ *$/;
const PADDED = /\S {2,}\S/;
/** What has been squeezed has no more than two blanks anywhere. */
const WIDE = / {3}/;

/** Lines one after another: of one table, with its head, or of anything else. */
export interface Block {
  readonly isTable: boolean;
  readonly lines: readonly string[];
}

/** Finds tables in aligned columns. A blank line, a tab or another head ends one. */
export function blocksOf(lines: readonly string[]): Block[] {
  const blocks: { hasHead: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    const isHead = HEAD.test(line) && PADDED.test(line);
    const isOutside = line.trim() === "" || line.includes("\t");
    if (last === undefined || isHead || isOutside && last.hasHead) {
      blocks.push({ hasHead: isHead, lines: [line] });
    } else last.lines.push(line);
  }
  return blocks.map(({ hasHead, lines }) => ({ isTable: hasHead && isAligned(lines), lines }));
}

function isAligned(lines: readonly string[]): boolean {
  return lines.length >= FEWEST && lines.some((line) => WIDE.test(line)) &&
    lines.filter((line) => PADDED.test(line)).length > MOST * lines.length;
}
