import type { Rule } from "../rule.ts";
import { biome, biomeContext } from "./biome.ts";
import { denoCheck } from "./deno_check.ts";
import { eslint } from "./eslint.ts";
import { eslintJson } from "./eslint_json.ts";
import { oxlint, oxlintContext } from "./oxlint.ts";
import { reportRows } from "./report_rows.ts";
import { rustc, rustcContext } from "./rustc.ts";
import { tsc } from "./tsc.ts";

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
];
