import type { Rule } from "../rule.ts";
import { biome, biomeContext } from "./biome.ts";
import { denoCheck } from "./deno_check.ts";
import { esbuild } from "./esbuild.ts";
import { eslint } from "./eslint.ts";
import { eslintJson } from "./eslint_json.ts";
import { goReport } from "./go.ts";
import { oxlint, oxlintContext } from "./oxlint.ts";
import { prettier } from "./prettier.ts";
import { reportRows } from "./report_rows.ts";
import { rustc, rustcContext } from "./rustc.ts";
import { tsc } from "./tsc.ts";
import { valgrind } from "./valgrind.ts";
import { xo } from "./xo.ts";

/** The shapes of what compilers and linters report. */
export const reports: readonly Rule[] = [
  tsc,
  eslintJson,
  eslint,
  oxlintContext,
  oxlint,
  rustcContext,
  rustc,
  biomeContext,
  biome,
  denoCheck,
  reportRows,
  xo,
  esbuild,
  prettier,
  goReport,
  valgrind,
];
