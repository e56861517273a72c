import type { Rule, Sight } from "../rule.ts";
import { isShell } from "../tool.ts";
import { type Left, pageOf } from "./page.ts";

/** Characters. A shorter page may be looked at for how it is made. */
const LONG = 4000;
const PAGE = /^\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype html|html)\b/i;

/** A page of one's own is looked at for its tags. */
const OWN =
  /\b(?:localhost|0\.0\.0\.0|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|[\w.-]+\.(?:local|test|internal))\b|\[::1?\]/i;
const FETCHERS = new Set(["curl", "http", "https", "lynx", "wget", "xh"]);

/** Writes a page that was fetched as what a reader reads of it, in Markdown. */
export const html: Rule = {
  name: "html",
  doc:
    "web pages: headings, text, code, tables and links as Markdown; scripts, styles and pictures are counted",
  loses: "noise",
  matches: (sight) => sight.text.length >= LONG && PAGE.test(sight.text) && isFetched(sight),
  squeeze: ({ text }, note) => {
    const page = pageOf(text);
    return `${note(`page as Markdown${leftOf(page.left)}`)}\n${page.text}`;
  },
};

function isFetched({ tool, command, pipelines }: Sight): boolean {
  if (OWN.test(command)) return false;
  return !isShell(tool) ||
    pipelines.some((pipeline) =>
      FETCHERS.has(pipeline[0].program) &&
      pipeline.slice(1).every(({ program }) => program === "head")
    );
}

function leftOf(left: ReadonlyMap<Left, number>): string {
  if (left.size === 0) return "";
  const told = [...left].map(([what, count]) => `${count} ${what}${count === 1 ? "" : "s"}`);
  return `; left out: ${told.join(", ")}`;
}
