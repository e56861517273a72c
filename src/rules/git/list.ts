import type { Rule } from "../rule.ts";
import { gitBlame } from "./git_blame.ts";
import { gitDiff } from "./git_diff.ts";
import { gitDiffHeads } from "./git_diff_heads.ts";
import { gitLog } from "./git_log.ts";
import { gitLogTrailers } from "./git_log_trailers.ts";
import { gitObjects } from "./git_objects.ts";
import { gitObjectsIds } from "./git_objects_ids.ts";
import { gitRefs } from "./git_refs.ts";
import { gitShortlog } from "./git_shortlog.ts";
import { gitStat } from "./git_stat.ts";
import { gitStatus } from "./git_status.ts";
import { gitStatusHints } from "./git_status_hints.ts";

/** What knows the prints of git. Of two forms that which leaves something out stands first. */
export const git: readonly Rule[] = [
  gitDiff,
  gitDiffHeads,
  gitLogTrailers,
  gitLog,
  gitBlame,
  gitObjectsIds,
  gitObjects,
  gitShortlog,
  gitStatusHints,
  gitStatus,
  gitStat,
  gitRefs,
];
