/** Fewer lines gain nothing. */
const FEWEST = 4;
/** So many lines of a table have two blanks in a row somewhere. */
const MOST = 0.6;

/** `USER PID %CPU`, `Filesystem 1K-blocks`, `IMAGE ID`: words for columns, no values; `x: ` stands in our own print. */
const HEAD =
  /^(?!.*:(?: |$)) *[A-Z%#][\w%#@\/:.()+-]*(?: +[A-Za-z%#][\w%#@\/:.()+-]*| +\d+[KMG]?-blocks)+ *$/;
/** Within a table, where a row may be all words (`NetworkManager.service loaded active`). */
const CERTAIN_HEAD = /^(?:[^a-z]*$|Filesystem |Proto |Netid |State )/;
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
  const blocks: Found[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    const isHead = HEAD.test(line) && PADDED.test(line) &&
      (last?.hasHead !== true || CERTAIN_HEAD.test(line));
    const isOutside = line.trim() === "" || line.includes("\t");
    if (isHead && last?.hasHead) blocks.push({ hasHead: false, lines: titleIn(last.lines) });
    if (last === undefined || isHead || isOutside && last.hasHead) {
      blocks.push({ hasHead: isHead, lines: [line] });
    } else last.lines.push(line);
  }
  return blocks.map(({ hasHead, lines }) => ({ isTable: hasHead && isAligned(lines), lines }));
}

interface Found {
  readonly hasHead: boolean;
  readonly lines: string[];
}

/** Takes the line off the end that is the title of the table below: `Active UNIX domain sockets`. */
function titleIn(lines: string[]): string[] {
  const isTitle = lines.length > 1 && !PADDED.test(lines[lines.length - 1]);
  return isTitle ? lines.splice(-1) : [];
}

function isAligned(lines: readonly string[]): boolean {
  return lines.length >= FEWEST && lines.some((line) => WIDE.test(line)) &&
    lines.filter((line) => PADDED.test(line)).length > MOST * lines.length;
}
