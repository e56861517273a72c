import type { Rule } from "../rule.ts";
import { grep } from "../search/grep.ts";
import { grepLongLines } from "../search/grep_long_lines.ts";
import { lsLong } from "./ls_long.ts";
import { lsLongBrief } from "./ls_long_brief.ts";
import { lsNames } from "./ls_names.ts";
import { countedPaths } from "./counted_paths.ts";
import { findLs } from "./find_ls.ts";
import { findLsBrief } from "./find_ls_brief.ts";
import { tree } from "./tree.ts";
import { pathList } from "./path_list.ts";

/** What searches and listings print. */
export const listings: readonly Rule[] = [
  grepLongLines,
  grep,
  lsLongBrief,
  lsLong,
  findLsBrief,
  findLs,
  tree,
  countedPaths,
  lsNames,
  pathList,
];
