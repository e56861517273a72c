import { counted, GAP, type Outline } from "./outline.ts";

/** Characters. Longer strings are mappings, or whole sources. */
const LONG = 200;
const STRING = /"(?:[^"\\]|\\.)*"/g;

/** A source map without its mappings and the sources in it. */
export function mapOutline(text: string): Outline | undefined {
  let strings = 0;
  let characters = 0;
  const outline = text.replace(STRING, (string) => {
    if (string.length <= LONG) return string;
    strings++;
    characters += string.length - 2;
    return `"${GAP}"`;
  });
  if (strings === 0) return undefined;
  const what = `${counted(strings, "string")} of ${counted(characters, "character")}`;
  return { text: outline, left: `${what} left out at ${GAP}` };
}
