import type { Rule } from "../rule.ts";
import { npmView, npmViewTimes } from "./npm_view.ts";
import { npmLsJson } from "./npm_ls_json.ts";
import { packageTree } from "./package_tree.ts";

/** What package managers print, of what they know and of what they did. */
export const packages: readonly Rule[] = [packageTree, npmLsJson, npmViewTimes, npmView];
