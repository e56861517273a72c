import type { Rule } from "../rule.ts";
import { findLinesOf, isFindListing } from "./find_ls.ts";
import { byFolder } from "./find_rows.ts";
import { isFolder, isRow, type LongLine, longListing } from "./long_print.ts";

/** What `find -ls` tells without inode numbers, blocks and the link counts of folders. */
export const findLsBrief: Rule = {
  name: "find_ls_brief",
  doc: "find -ls: as find_ls, and inode, block and link counts go",
  loses: "noise",
  matches: isFindListing,
  squeeze: ({ text }, note) => {
    const lines = findLinesOf(text);
    if (lines === undefined) return undefined;
    const files = lines.filter(isRow);
    const what = `inode and block counts of ${files.length} files` +
      (files.some(isFolder) ? ", link counts of folders" : "");
    return `${longListing(byFolder(lines.map(uncounted)), false)}\n${note(what)}`;
  },
};

function uncounted(line: LongLine): LongLine {
  return isRow(line) ? { ...line, counts: undefined } : line;
}
