import assert from "node:assert/strict";
import { isFileRead } from "./source.ts";

const READS: readonly (readonly [tool: string, command: string])[] = [
  ["Read", "/x/a.ts"],
  ["read_file", "a.ts"],
  ["readFile", "a.ts"],
  ["read_many_files", "*.ts"],
  ["NotebookRead", "a.ipynb"],
  ["str_replace_based_edit_tool", "view /x/a.ts"],
  ["mcp__filesystem__read_multiple_files", "{}"],
  ["mcp__github__get_file_contents", "{}"],
  ["open_file", "a.ts"],
  ["Edit", "a.ts"],
  ["apply_patch", "*** Begin Patch"],
  ["Bash", "cat a.ts"],
  ["bash", "cat -n 'a b.ts' | head -50"],
  ["shell", "bash -lc 'cat a.ts'"],
  ["exec_command", "cd /x && sed -n '1,80p' a.ts"],
  ["exec_command", "sed -n -e 1,80p a.ts"],
  ["run_shell_command", "head -n 20 a.ts"],
  ["Bash", "head -20 a.ts"],
  ["Bash", "tail -n +5 a.ts | grep x"],
  ["Bash", "nl -ba a.ts | sed -n 5,9p"],
  ["Bash", "awk 'NR>5' a.ts"],
  ["Bash", "awk -F : -f script.awk a.ts"],
  ["Bash", "sort -u a.txt"],
  ["Bash", "bat -p a.ts"],
  ["Bash", "cat < a.ts"],
  ["Bash", 'echo "$(<a.ts)"'],
  ["Bash", 'echo "x: $(cat a.ts | head)"'],
  ["Bash", "git show HEAD~3:src/a.ts"],
  ["Bash", "git -C /x show :a.ts | head"],
  ["Bash", "git cat-file -p HEAD:a.ts"],
  ["Bash", 'for f in *.ts; do echo "== $f"; cat "$f"; done'],
  ["Bash", "while read l; do echo $l; done < a.txt"],
  ["Bash", "find . -name '*.ts' | xargs cat"],
  ["Bash", "find . -name '*.ts' -exec head -5 {} +"],
  ["Bash", "ssh host 'cat /etc/hosts'"],
  ["Bash", "docker exec web cat /etc/hosts"],
  ["Bash", "npm test; cat out.log"],
  ["Bash", "npm ls | cat - a.txt"],
  ["terminal", "cat a.ts"],
];

const OTHERS: readonly (readonly [tool: string, command: string])[] = [
  ["Grep", "foo"],
  ["Glob", "**/*.ts"],
  ["WebFetch", "https://example.com"],
  ["BashOutput", ""],
  ["read_terminal", ""],
  ["mcp__fs__list_directory", "{}"],
  ["Bash", ""],
  ["Bash", "npm test"],
  ["Bash", "npm test 2>&1 | tail -80"],
  ["Bash", "npm ls --json | head -c 500"],
  ["Bash", "cat x.json | jq ."],
  ["Bash", "jq . < x.json"],
  ["Bash", "cat a.ts | node b.js"],
  ["Bash", "cat > a.ts <<'EOF'\ncat b.ts\nEOF"],
  ["Bash", "ls | sort -k 2 | uniq -c"],
  ["Bash", "ps aux | awk '{print $2}'"],
  ["Bash", "npm ls | sed -n 5,9p"],
  ["Bash", "ls | xargs grep foo"],
  ["Bash", "grep -n foo a.ts"],
  ["Bash", "git diff a.ts"],
  ["Bash", "git show HEAD"],
  ["Bash", "git log --format='%h: %s' | head"],
  ["Bash", "echo 'cat a.ts'"],
  ["Bash", "docker ps --format 'table {{.Names}}'"],
  ["Bash", "find . -type f -name cat"],
  ["Bash", "make | tee out.log"],
  ["Bash", "wc -l a.ts"],
];

for (const [tool, command] of READS) {
  Deno.test(`isFileRead() takes ${tool} ${JSON.stringify(command)} for file text`, () => {
    assert.equal(isFileRead({ tool, command }), true);
  });
}

for (const [tool, command] of OTHERS) {
  Deno.test(`isFileRead() leaves ${tool} ${JSON.stringify(command)} to the rules`, () => {
    assert.equal(isFileRead({ tool, command }), false);
  });
}

Deno.test("isFileRead() survives long commands", () => {
  const pieces = [
    "cat ",
    "git show a:",
    "ssh 'a b' ",
    "echo $(",
    "| cat x ",
    "find -exec sh ",
    "sed -",
  ];
  for (const piece of pieces) isFileRead({ tool: "Bash", command: piece.repeat(50_000) });
});
