import type { Rule } from "../rule.ts";
import { readEsbuild } from "./esbuild_text.ts";
import type { Finding } from "./finding.ts";
import { listed } from "./listed.ts";
import type { Printed } from "./reading.ts";
import { regrouped } from "./regrouped.ts";
import { mayReport } from "./tools.ts";

/** Messages of `esbuild`, and of what bundles with it. */
export const esbuild: Rule = {
  name: "esbuild",
  doc: "esbuild: equal messages stand once with all their places, and so does the same advice",
  loses: "nothing",
  matches: (sight) => mayReport(sight, [" [ERROR] ", " [WARNING] "], /^\S \[(?:ERROR|WARNING)\] /m),
  squeeze: ({ text }) => regrouped(text, readEsbuild, print)?.text,
};

/** What a message names: `"path"` in `Could not resolve "path"`. */
const NAMED = /"[^"\s]+"/;
/** Advice that is shorter is not worth pointing back. */
const LONG = 80;

/** Advice that differs only in what the message names stands once. */
function print(run: readonly Finding[]): Printed {
  const firsts = new Map<string, string>();
  return listed(run.map((finding) => {
    const [name] = NAMED.exec(finding.head) ?? [];
    if (name === undefined) return finding;
    const notes = finding.notes.map((note) => {
      const key = note.text.replaceAll(name, '""');
      const first = firsts.get(key) ?? name;
      if (note.text.length < LONG || note.code !== undefined || key === note.text) return note;
      firsts.set(key, first);
      return first === name ? note : { text: `  [as said of ${first}]` };
    });
    return { ...finding, notes };
  }));
}
