import type { Rule } from "../rule.ts";
import { grep } from "../search/grep.ts";
import { grepLongLines } from "../search/grep_long_lines.ts";
import { pathList } from "./path_list.ts";

/** What searches and listings print. */
export const listings: readonly Rule[] = [grepLongLines, grep, pathList];
