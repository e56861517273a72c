import { withoutGaps } from "./json/gaps.ts";
import type { Rule } from "./rule.ts";
import { type Stage, stagesOf } from "./shell.ts";
import { isShell } from "./tool.ts";

/** A JSON file by its name. `.json()` is a call. */
const JSON_FILE = /\.(?:json[5cl]?|geojson|ipynb|webmanifest)(?![\w(-])/i;
const URL = /^["']?https?:/i;

/** Programs that write JSON anew, so that nobody takes what they print for the file's own text. */
const WRITERS = new Set(["dasel", "fx", "gojq", "jaq", "jq", "yq"]);

/** Takes the white space between the tokens of a JSON document away; strings and numbers stay to the letter. */
export const jsonWhitespace: Rule = {
  name: "json_whitespace",
  doc: "JSON: white space between tokens goes",
  loses: "nothing",
  matches: ({ tool, command, text }) => isBracketed(text) && !mayQuoteFile(tool, command),
  squeeze: ({ text }) => {
    const squeezed = withoutGaps(text);
    return squeezed === text ? undefined : squeezed;
  },
};

function isBracketed(text: string): boolean {
  const [first, last] = [text.trimStart()[0], text.trimEnd().at(-1)];
  return first === "{" && last === "}" || first === "[" && last === "]";
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
