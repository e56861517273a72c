import type { Rule } from "../rule.ts";
import { helpText } from "./help_text.ts";
import { describePadding, terraformPadding } from "./padding.ts";
import { webpackAdvice } from "./webpack_advice.ts";

/** What tools print that build and run things, where no rule for reports or tests knows better. */
export const builds: readonly Rule[] = [
  webpackAdvice,
  terraformPadding,
  describePadding,
  helpText,
];
