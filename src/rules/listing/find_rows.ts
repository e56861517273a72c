import { folderOf } from "../paths.ts";
import { isRow, type LongLine } from "./long_print.ts";
import { type LongRow, longRowOf } from "./long_row.ts";

const COUNTS = /^ *(\d+) +(\d[\d.]*[KMGT]?) +(?=[-dlbcpsD])/;

/** A row of `find -ls`, which begins with an inode number and blocks. */
export function findRowOf(line: string): LongRow | undefined {
  const found = COUNTS.exec(line);
  if (found === null) return undefined;
  const row = longRowOf(line.slice(found[0].length));
  return row && { ...row, counts: `${found[1]} ${found[2]}` };
}

/** The rows below their folders, in the form of a recursive `ls -l`; other lines behind them. */
export function byFolder(lines: readonly LongLine[]): LongLine[] {
  const folders = Map.groupBy(lines.filter(isRow), ({ name }) => folderOf(pathOf(name)));
  const bare = folders.get("") ?? [];
  folders.delete("");
  return [
    ...bare,
    ...[...folders].flatMap(([folder, rows]) => below(folder, rows)),
    ...lines.filter((line) => !isRow(line)),
  ];
}

function below(folder: string, rows: readonly LongRow[]): readonly LongLine[] {
  if (rows.length === 1 || folder === "/") return rows;
  const bare = rows.map((row) => ({ ...row, name: row.name.slice(folder.length) }));
  return [`${folder.slice(0, -1)}:`, ...bare];
}

/** Without the target of a link. */
function pathOf(name: string): string {
  const arrow = name.indexOf(" -> ");
  return arrow < 0 ? name : name.slice(0, arrow);
}
