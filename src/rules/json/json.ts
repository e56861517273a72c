import { tokensOf } from "../../text/tokens.ts";
import { printedBy } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import { type Stage, stagesOf } from "../shell.ts";
import { isShell } from "../tool.ts";
import { inShort } from "./documents.ts";
import { withoutGaps } from "./gaps.ts";

/** A JSON file by its name. `.json()` is a call. */
const JSON_FILE = /\.(?:json[5cl]?|geojson|ipynb|webmanifest)(?![\w(-])/i;
const URL = /^["']?https?:/i;

/** Programs that write JSON anew, so that nobody takes what they print for the file's own text. */
const WRITERS = new Set(["dasel", "fx", "gojq", "jaq", "jq", "yq"]);

/** A line that begins an object or an array, or one in the midst of an object. */
const BEGINS = /^[ \t]*(?:\{\s?\s?[ \t]*["}]|\[\s?\s?[ \t]*["{[\d\-\]tfn]|"[^"\n]*": )/m;

/** Lines of a patch are what somebody changed. And of `rg --json` each row is a hit, to be read by itself. */
const PATCH = /^(?:diff --git |@@ -)/m;

/** What the rule itself writes: a text that has it would be misread. */
const OWN_WORDS = /^\[JSON in short: |<\d+ (?:rows|values|entries) of [[{]/m;

/** By so much of the text tables gain characters, and tokens too. */
const CLEAR_GAIN = 0.2;

/** Writes JSON without white space, like objects as tables, and what stood before by a mark; all tokens to the letter. */
export const json: Rule = {
  name: "json",
  doc: "JSON: white space goes, arrays of like objects become tables, repeated parts stand once",
  loses: "nothing",
  matches: holdsJson,
  squeeze: ({ text }) => {
    const squeezed = settled(text);
    return squeezed === text ? undefined : squeezed;
  },
};

/** Where documents break off, what is joined may show the beginning of another. */
const ROUNDS = 4;
const INDENTED = /^[ \t]+["{}[\]]/m;

function settled(text: string): string | undefined {
  let squeezed = shortest(text);
  for (let round = 1; round < ROUNDS && squeezed !== undefined; round++) {
    if (OWN_WORDS.test(squeezed) || !INDENTED.test(squeezed)) break;
    const further = shortest(squeezed);
    if (further === undefined || further === squeezed) break;
    squeezed = further;
  }
  return squeezed;
}

/** Does JSON stand in the text that is neither a file's own nor written in short? */
export function holdsJson(sight: Sight): boolean {
  return BEGINS.test(sight.text) && !OWN_WORDS.test(sight.text) && !PATCH.test(sight.text) &&
    !mayQuoteFile(sight.tool, sight.command) && !printedBy(sight, "rg");
}

/** Tables and marks cost a legend, and a second look at what they are worth where they gain little. */
function shortest(text: string): string | undefined {
  const tables = inShort(text, "tables");
  if (tables === undefined) return withoutGaps(text);
  if (tables.text === text) return text;
  if (tables.gain > tables.text.length * CLEAR_GAIN) return tables.text;
  const plain = inShort(text, "plain")?.text ?? tables.text;
  return tokensOf(tables.text) < tokensOf(plain) ? tables.text : plain;
}

/** Could the document be a file's own text, which an edit must match to the letter (`node -e`, `python -c`)? */
function mayQuoteFile(tool: string, command: string): boolean {
  if (!JSON_FILE.test(command)) return false;
  if (!isShell(tool)) return !URL.test(command);
  return stagesOf(command).some((pipeline) => {
    const at = pipeline.findLastIndex(namesFile);
    return at >= 0 && !pipeline.slice(at).some(isWriter);
  });
}

function namesFile({ args, input, here }: Stage): boolean {
  return [...args, input ?? "", here ?? ""].some((word) => JSON_FILE.test(word) && !URL.test(word));
}

function isWriter({ program, args }: Stage): boolean {
  return WRITERS.has(program) || args[0] === "-m" && args[1] === "json.tool";
}
