import type { Rule } from "../rule.ts";
import { aptList } from "./apt_list.ts";
import {
  debianIndex,
  debianIndexChecksums,
  debianPackages,
  debianPackagesChecksums,
} from "./debian_packages.ts";
import { dpkgList } from "./dpkg_list.ts";
import { npmDeprecations } from "./npm_deprecations.ts";
import { npmLsJson } from "./npm_ls_json.ts";
import { npmOutdated } from "./npm_outdated.ts";
import { npmView, npmViewTimes } from "./npm_view.ts";
import { packageTree } from "./package_tree.ts";
import { pipLines } from "./pip_lines.ts";

/** What package managers print of what they know, and of what they did. */
export const packages: readonly Rule[] = [
  packageTree,
  npmLsJson,
  npmViewTimes,
  npmView,
  npmOutdated,
  npmDeprecations,
  pipLines,
  aptList,
  dpkgList,
  debianPackagesChecksums,
  debianPackages,
];

/** Files in which they keep what they know, and of what they did. */
export const packageFiles: readonly Rule[] = [debianIndexChecksums, debianIndex];
