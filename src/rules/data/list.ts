import { binary } from "../blobs/binary.ts";
import { boxTable } from "../box/box_table.ts";
import { html } from "../html/html.ts";
import { json } from "../json/json.ts";
import { jsonSampled } from "../json/json_sampled.ts";
import { log } from "../log/log.ts";
import { logFolded } from "../log/log_folded.ts";
import { minified } from "../minified/minified.ts";
import type { Rule } from "../rule.ts";

/** Kinds of text, whatever program printed them: they stand behind the rules that know a program. */
export const formats: readonly Rule[] = [
  binary,
  minified,
  html,
  logFolded,
  log,
  boxTable,
  jsonSampled,
  json,
];
