import { type Entry, namesOf } from "./entries.ts";

function caseOf({ name, words, flags }: Entry): string {
  const valued = flags.filter(({ value }) => value !== undefined).flatMap(namesOf);
  const all = flags.flatMap(namesOf);
  return [
    `    ${name})`,
    ...(valued.length === 0 ? [] : [`      case "$before" in ${valued.join("|")}) return ;; esac`]),
    `      flags="${all.join(" ")}"`,
    ...(words.length === 0 ? [] : [`      [ "$COMP_CWORD" -eq 2 ] && words="${words.join(" ")}"`]),
    "      ;;",
  ].join("\n");
}

/** For bash, from 3.2 on. What is no word of ours is a file. */
export function bash(entries: readonly Entry[]): string {
  const names = entries.map(({ name }) => name).join(" ");
  return `# Completion of squeezr for bash. Made by "squeezr completions bash".
_squeezr() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  local words="" flags="--help --version"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${names}"
  else
    flags=""
    case "\${COMP_WORDS[1]}" in
${entries.map(caseOf).join("\n").replaceAll(/^/gm, "  ")}
    esac
  fi
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
  esac
}
complete -o default -F _squeezr squeezr
`;
}
