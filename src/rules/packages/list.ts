import type { Rule } from "../rule.ts";
import { aptList } from "./apt_list.ts";
import {
  debianIndex,
  debianIndexChecksums,
  debianPackages,
  debianPackagesChecksums,
} from "./debian_packages.ts";
import { dpkgList } from "./dpkg_list.ts";
import { npmLsJson } from "./npm_ls_json.ts";
import { npmView, npmViewTimes } from "./npm_view.ts";
import { packageTree } from "./package_tree.ts";

/** What package managers print of what they know. */
export const packages: readonly Rule[] = [
  packageTree,
  npmLsJson,
  npmViewTimes,
  npmView,
  aptList,
  dpkgList,
  debianPackagesChecksums,
  debianPackages,
];

/** Files in which they keep what they know. */
export const packageFiles: readonly Rule[] = [debianIndexChecksums, debianIndex];
