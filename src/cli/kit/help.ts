import { version } from "../../config/version.ts";
import type { Command } from "./command.ts";
import { flagsOf } from "./flags.ts";

/** Longer lines are hard to read, however wide the terminal is. In characters. */
const LONGEST_LINE = 100;

/** Two columns, the second one folded where the terminal is narrow. */
export function columns(rows: readonly (readonly [string, string])[], width: number): string {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.map(([name, text]) => {
    const [first, ...more] = folded(text, Math.max(24, Math.min(width, LONGEST_LINE) - left));
    const lines = [
      `  ${name.padEnd(left - 2)}${first}`,
      ...more.map((line) => " ".repeat(left) + line),
    ];
    return `${lines.join("\n")}\n`;
  }).join("");
}

/** A text in lines of at most so many characters, where its words let it, and never too long to be read. */
export function folded(text: string, width: number): string[] {
  const most = Math.min(width, LONGEST_LINE);
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== "" && last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}

/** A command's flags as they are typed, and what each does. */
export function flagRows(command: Command): [string, string][] {
  return Object.entries(flagsOf(command)).filter(([, flag]) => !flag.hidden).map(([name, flag]) => {
    const short = flag.short ? `-${flag.short}, ` : "";
    return [`${short}--${name}${flag.value ? ` ${flag.value}` : ""}`, flag.doc];
  });
}

/** All there is to know of one command. */
export function helpOf(command: Command, width: number): string {
  const { name, summary, usage, about, examples, passesOn } = command;
  // What comes after another program's name is that program's.
  const parts = passesOn ? ["[flags]", usage] : [usage, "[flags]"];
  const call = ["squeezr", name, ...parts.filter((part) => part !== "")].join(" ");
  const more = about === undefined ? "" : `\n${folded(about, width).join("\n")}\n`;
  return `squeezr ${name}: ${summary}\n${more}\nUsage:\n  ${call}\n\n` +
    `Flags:\n${columns(flagRows(command), width)}\n` +
    `Examples:\n${columns(examples, width)}`;
}

/** What to do first, and what there is. */
export function overview(commands: readonly Command[], width: number): string {
  const first: [string, string][] = [
    ["squeezr start", "start the proxy; it says how to point a client at it"],
    ["squeezr stats", "see what it saved"],
    ["squeezr help COMMAND", "all about one command"],
  ];
  const rows = commands.map(({ name, summary }): [string, string] => [name, summary]);
  return `squeezr ${version}: shortens what tools gave back on the way to a coding model, ` +
    `and can give it back\n\nFirst steps:\n${columns(first, width)}\nCommands:\n${
      columns(rows, width)
    }`;
}
