import { bypass } from "./bypass.ts";
import { completionsOf } from "./completions.ts";
import { config } from "./config.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { env } from "./env.ts";
import { expand } from "./expand.ts";
import { glossary } from "./glossary.ts";
import { helpAbout } from "./help.ts";
import type { Command } from "./kit/command.ts";
import { ledger } from "./ledger.ts";
import { logs } from "./logs.ts";
import { replay } from "./replay.ts";
import { run } from "./run.ts";
import { rules } from "./rules.ts";
import { setup } from "./setup.ts";
import { squeeze } from "./squeeze.ts";
import { start } from "./start.ts";
import { stats } from "./stats.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { unsetup } from "./unsetup.ts";
import { version } from "./version.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  start,
  run,
  env,
  stop,
  status,
  stats,
  glossary,
  setup,
  unsetup,
  expand,
  bypass,
  rules,
  squeeze,
  replay,
  config,
  ledger,
  logs,
  doctor,
  demo,
  completionsOf(() => commands),
  version,
  helpAbout(() => commands),
];
