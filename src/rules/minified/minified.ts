import type { Rule, Sight } from "../rule.ts";
import { mapOutline } from "./source_map.ts";
import { scriptOutline } from "./script.ts";
import { sheetOutline } from "./stylesheet.ts";
import type { Outline } from "./outline.ts";

/** Characters. */
const LEAST = 600;
/** Nobody writes longer lines, and most of a minified file stands in such. */
const LONG_LINE = 400;
const MOST = 0.6;

const FILE = /\.(?:([cm]?js)|(css))(\.map)?(?=$|[\s'"?#;|&)])/;
/** A search has been told what to look for. */
const PICKS = new Set("ag awk egrep fgrep grep jq rg sed".split(" "));

/** Says what is in a minified file: its strings, selectors, names and banners. The code between them goes. */
export const minified: Rule = {
  name: "minified",
  doc: "minified scripts, style sheets and source maps: strings, selectors and names stay",
  loses: "noise",
  matches: (sight) =>
    sight.text.length >= LEAST && FILE.test(sight.command) && isWhole(sight) &&
    isMinified(sight.text),
  squeeze: (sight, note) => {
    const outline = outlineOf(sight);
    return outline && `${outline.text}\n${note(outline.left)}`;
  },
};

function outlineOf({ command, text }: Sight): Outline | undefined {
  const [, , isSheet, isMap] = FILE.exec(command) ?? [];
  if (isMap) return mapOutline(text);
  return isSheet ? sheetOutline(text) : scriptOutline(text);
}

function isWhole({ pipelines }: Sight): boolean {
  return !pipelines.flat().some(({ program }) => PICKS.has(program));
}

function isMinified(text: string): boolean {
  let inLong = 0;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    if (end - at > LONG_LINE) inLong += end - at;
    at = end + 1;
  }
  return inLong >= text.length * MOST;
}
