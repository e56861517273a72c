import { type Entry, namesOf } from "./entries.ts";

function list(words: readonly string[]): string {
  return `@(${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(", ")})`;
}

/** For PowerShell: in the profile, through Invoke-Expression. */
export function powershell(entries: readonly Entry[]): string {
  const names = [...entries.map(({ name }) => name), "--help", "--version"];
  const rows = entries.map(({ name, words, flags }) =>
    `    '${name}' = ${list([...words, ...flags.flatMap(namesOf)])}\n`
  );
  return `# Completion of squeezr for PowerShell. Made by "squeezr completions powershell".
Register-ArgumentCompleter -Native -CommandName squeezr -ScriptBlock {
  param($word, $line, $cursor)
  $known = @{
    '' = ${list(names)}
${rows.join("")}  }
  $typed = @($line.CommandElements | ForEach-Object { $_.ToString() })
  $isFirst = $typed.Count -lt 2 -or ($typed.Count -eq 2 -and $word -ne '')
  $command = if ($isFirst) { '' } else { $typed[1] }
  $known[$command] | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}
