import type { Rule } from "../rule.ts";
import { isShell } from "../tool.ts";

const USAGE = /^(?:usage|Usage|USAGE)\b/m;
/** An option or a command, and what it does beside it. */
const ENTRY = /^ {1,8}(-{0,2}[A-Za-z]\S*(?: \S+)*) {2,}(\S.*)$/;
/** An option, and what it does in the next line. */
const LABEL = /^ {1,8}-.*:$/;
/** A list of fewer is no manual. */
const FEWEST = 3;

/** Manuals of commands: what is said of an option stands on one line, however narrow it was set. */
export const helpText: Rule = {
  name: "help_text",
  doc: "--help: what is said of an option on one line",
  loses: "nothing",
  matches: ({ tool, text }) =>
    isShell(tool) && USAGE.test(text) && text.split(/\n {1,8}-/, FEWEST + 1).length > FEWEST,
  squeeze: ({ text }) => {
    const written: string[] = [];
    /** Where what is said of the last entry began. */
    let column = Infinity;
    for (const line of text.split("\n")) {
      const [, name, said] = ENTRY.exec(line) ?? [];
      const indent = line.search(/\S/);
      if (indent >= column || line.startsWith("\t") && LABEL.test(written.at(-1) ?? "")) {
        written.push(`${written.pop()} ${line.slice(indent)}`);
      } else if (LABEL.test(line)) written.push(` ${line.trim()}`);
      else if (name === undefined) {
        written.push(line);
        column = Infinity;
      } else {
        written.push(` ${name}  ${said}`);
        column = line.length - said.length;
      }
    }
    return written.join("\n");
  },
};
