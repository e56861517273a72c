import { withoutLastEnd } from "../lines.ts";
import type { Rule } from "../rule.ts";
import { isLongListing, longLinesOf } from "./long_lines.ts";
import { folderHeaded, isFolder, isRow, type LongLine, longListing } from "./long_print.ts";

/** Tokens, about: of the note, of a row of `..`, of a count of links. */
const NOTE = 24;
const PARENT = 7;
const COUNT = 2;

/** Long listings without what nobody looks for: how many folders are in a folder, and `..` of a folder that is listed. */
export const lsLongBrief: Rule = {
  name: "ls_long_brief",
  doc: "ls -l: as ls_long, and the link counts of folders and .. of listed folders go",
  loses: "noise",
  matches: isLongListing,
  squeeze: (sight, note) => {
    const lines = longLinesOf(sight, withoutLastEnd(sight.text).split("\n"));
    if (lines === undefined) return undefined;
    const kept = withoutParents(lines);
    const parents = lines.length - kept.length;
    const folders = kept.filter(isRow).filter(isFolder).length;
    if (parents * PARENT + folders * COUNT < NOTE) return undefined;
    const what = [
      ...(parents > 0 ? [`${parents} rows of ..`] : []),
      "link counts of folders",
    ];
    return `${longListing(kept, false)}\n${note(what.join(", "))}`;
  },
};

/** `..` says nothing where the folder that it stands for is listed too. */
function withoutParents(lines: readonly LongLine[]): LongLine[] {
  const headed = lines.map((line) => isRow(line) ? undefined : folderHeaded(line));
  const listed = new Set(headed);
  let parent: string | undefined;
  return lines.filter((line, i) => {
    const folder = headed[i];
    if (folder !== undefined) parent = parentOf(folder);
    return !isRow(line) || line.name !== ".." || parent === undefined || !listed.has(parent);
  });
}

function parentOf(folder: string): string | undefined {
  const slash = folder.lastIndexOf("/");
  return slash > 0 ? folder.slice(0, slash) : undefined;
}
