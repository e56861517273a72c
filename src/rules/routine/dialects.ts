import { cargo, deno, go, scripting } from "./compilers.ts";
import { cmake, configure, ninja } from "./configure.ts";
import { docker, kubernetes } from "./containers.ts";
import { debian } from "./debian.ts";
import type { Dialect } from "./dialect.ts";
import { gradle, maven } from "./jvm.ts";
import { linux } from "./linux.ts";
import { make } from "./make.ts";
import { bundlers, node } from "./node.ts";
import { pip, pythonBuild, uv } from "./python.ts";
import { terraform, terraformPlan } from "./terraform.ts";
import { transfers } from "./transfers.ts";

/** What knows its lines best stands first: `Downloading` is said by many. */
export const dialects: readonly Dialect[] = [
  debian,
  linux,
  node,
  bundlers,
  cargo,
  go,
  deno,
  maven,
  gradle,
  cmake,
  ninja,
  configure,
  make,
  docker,
  kubernetes,
  terraform,
  terraformPlan,
  transfers,
  scripting,
  pip,
  uv,
  pythonBuild,
];
