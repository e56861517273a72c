import type { Rule } from "../rule.ts";
import { eslint } from "./eslint.ts";
import { tsc } from "./tsc.ts";

/** The shapes of what compilers and linters report. */
export const reports: readonly Rule[] = [
  tsc,
  eslint,
];
