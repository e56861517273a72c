import { tokensOf } from "../../text/tokens.ts";
import { commonFolder, folderOf } from "../paths.ts";
import { isPath } from "./plain.ts";
import { GAP_LINE, isHit, NUMBERED, type Row } from "./row.ts";
import { Section } from "./section.ts";

const ALIKE = /^\d+,[\d,]*:/;
const ROOT = "[paths are under ";
/** Stands where a line that looks like a row follows the last file's rows. */
const END = "[end of matches]";

/**
 * Prints what a search found with each path once: `folder/` over its files, `name` over the rows of a file,
 * `name:12:text` where a file has one row. What is no row stays where it stands.
 */
export function grouped(rows: readonly Row[]): string {
  return printed(rows, rootOf(rows));
}

/** The folder that all files are in, where it is worth a line of its own: else every folder's heading names it. */
function rootOf(rows: readonly Row[]): string {
  const folders = new Set<string>();
  for (const row of rows) if (isHit(row)) folders.add(folderOf(row.path));
  const root = commonFolder(folders);
  const saved = (folders.size - 1) * tokensOf(root) - tokensOf(`\n${ROOT}]`);
  return saved > 0 && root !== "./" ? root : "";
}

/** Is it our own print already? */
export function isGrouped(rows: readonly Row[]): boolean {
  const numbered = (row: Row | undefined) => row?.kind === "other" && NUMBERED.test(row.line);
  return rows.some((row, i) =>
    row.kind === "other" && row.line !== "" &&
    (row.line.endsWith("/") || row.line.startsWith(ROOT) || ALIKE.test(row.line) ||
      isPath(row.line) && numbered(rows[i + 1]))
  );
}

function printed(rows: readonly Row[], root: string): string {
  const out: string[] = [];
  let section = new Section();
  let isFirst = true;
  const finish = () => {
    if (section.isEmpty) return;
    if (isFirst && root !== "") out.push(`${ROOT}${root}]`);
    for (const line of section.lines(root, isFirst)) out.push(line);
    isFirst = false;
    section = new Section();
  };
  for (const row of rows) {
    if (row.kind === "gap" && !section.isEmpty) section.gap();
    else if (row.kind === "hit") {
      if (!section.takes(row)) finish();
      section.add(row);
    } else {
      const line = row.kind === "gap" ? GAP_LINE : row.line;
      const ends = !section.isEmpty && NUMBERED.test(line);
      const gap = section.endsInGap;
      finish();
      out.push(...(gap ? [GAP_LINE] : []), ...(ends ? [END] : []), line);
    }
  }
  finish();
  return out.join("\n");
}
