import { json } from "../json/json.ts";
import type { Rule } from "../rule.ts";

/** Kinds of text, whatever program printed them: they stand behind the rules that know a program. */
export const formats: readonly Rule[] = [json];
