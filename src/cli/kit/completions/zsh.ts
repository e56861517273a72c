import type { Entry, FlagEntry } from "./entries.ts";

/** For single quotes, with what `_arguments` would read as the end of an explanation marked. */
function quoted(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&").replaceAll("'", "'\\''");
}

function flagSpec({ long, short, value, doc }: FlagEntry): string {
  const rest = `[${quoted(doc)}]${value === undefined ? "" : `:${quoted(value)}:_files`}`;
  return short === undefined
    ? `'${long}${rest}'`
    : `'(${short} ${long})'{${short},${long}}'${rest}'`;
}

function caseOf({ name, words, flags }: Entry): string {
  const word = words.length === 0 ? [] : [`'1:word:(${words.join(" ")})'`];
  const specs = [...flags.map(flagSpec), ...word, "'*:file:_files'"];
  return `    ${name})\n      _arguments \\\n        ${specs.join(" \\\n        ")}\n      ;;`;
}

/** For zsh: as a file named _squeezr in its fpath, or through eval. */
export function zsh(entries: readonly Entry[]): string {
  const list = entries.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`).join("\n");
  return `#compdef squeezr
# Completion of squeezr for zsh. Made by "squeezr completions zsh".
_squeezr() {
  local -a commands
  commands=(
${list}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands 'command' commands
    return
  fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
${entries.map(caseOf).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_squeezr" ]; then
  _squeezr "$@"
else
  compdef _squeezr squeezr
fi
`;
}
