import { version } from "../../config/version.ts";
import type { Command } from "./command.ts";
import { flagsOf } from "./flags.ts";

/** Longer lines are hard to read, however wide the terminal is. In characters. */
const LONGEST_LINE = 100;

/** Below this a second column is no text but a pile of words. In characters. */
const LEAST = 24;

/** Two columns, the second one folded where the terminal is narrow, and below the first where there is no room beside it. */
export function columns(rows: readonly (readonly [string, string])[], width: number): string {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  const room = Math.min(width, LONGEST_LINE) - left;
  if (room < LEAST) {
    return rows.map(([name, text]) => {
      const lines = folded(text, Math.max(LEAST, width - 6)).map((line) => `      ${line}`);
      return `  ${name}\n${lines.join("\n")}\n`;
    }).join("");
  }
  return rows.map(([name, text]) => {
    const [first, ...more] = folded(text, room);
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
  const title = folded(`squeezr ${name}: ${summary}`, width).join("\n");
  return `${title}\n${more}\nUsage:\n  ${call}\n\n` +
    `Flags:\n${columns(flagRows(command), width)}\n` +
    `Examples:\n${columns(examples, width)}`;
}

/** What this is. */
export function introduction(width: number): string {
  const text = `squeezr ${version}: shortens what tools gave back on the way to a coding model, ` +
    "and can give it back";
  return folded(text, width).join("\n");
}

/** What to do first, and what there is. */
export function overview(commands: readonly Command[], width: number): string {
  const first: [string, string][] = [
    ["squeezr start", "start the proxy; it says how to point a client at it"],
    ["squeezr stats", "see what it saved"],
    ["squeezr help COMMAND", "all about one command"],
  ];
  const rows = commands.map(({ name, summary }): [string, string] => [name, summary]);
  return `${introduction(width)}\n\nFirst steps:\n${columns(first, width)}\nCommands:\n${
    columns(rows, width)
  }`;
}
