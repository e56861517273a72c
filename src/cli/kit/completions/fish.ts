import type { Entry, FlagEntry } from "./entries.ts";

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

function flagLine(name: string, { long, short, value, doc }: FlagEntry): string {
  const names = `-l ${long.slice(2)}${short === undefined ? "" : ` -s ${short.slice(1)}`}`;
  const takes = value === undefined ? "" : " -r";
  return `complete -c squeezr -n '__fish_seen_subcommand_from ${name}' ${names}${takes} -d ${
    quoted(doc)
  }`;
}

function linesOf({ name, summary, words, flags }: Entry): string[] {
  const first = `complete -c squeezr -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`;
  const more = words.length === 0 ? [] : [
    `complete -c squeezr -n '__fish_seen_subcommand_from ${name}' -f -a '${words.join(" ")}'`,
  ];
  return [first, ...more, ...flags.map((flag) => flagLine(name, flag))];
}

/** For fish: as ~/.config/fish/completions/squeezr.fish. */
export function fish(entries: readonly Entry[]): string {
  return [
    '# Completion of squeezr for fish. Made by "squeezr completions fish".',
    "complete -c squeezr -n __fish_use_subcommand -f",
    ...entries.flatMap(linesOf),
    "",
  ].join("\n");
}
