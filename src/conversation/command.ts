import { field, fields, items, kindOf, textOf, type Value } from "../json/spans.ts";

/** Where tools of known clients say what they were asked, the most telling first. */
const TELLING = [
  "command",
  "cmd",
  "file_path",
  "filePath",
  "notebook_path",
  "path",
  "pattern",
  "query",
  "url",
  "script",
  "code",
];

/** What a call asked for, from its input: a command, path or query; else the first text in it; else nothing. */
export function commandOf(input: Value | undefined): string {
  for (const name of TELLING) {
    const told = wordsOf(field(input, name));
    if (told !== undefined) return told;
  }
  for (const { value } of fields(input)) {
    const told = wordsOf(value);
    if (told !== undefined) return told;
  }
  return "";
}

/** A string as it stands; a list of strings (`["bash", "-lc", "ls"]`) by its last, which is the script. */
function wordsOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  return kindOf(value) === "array" ? textOf(items(value).at(-1)) : textOf(value);
}
