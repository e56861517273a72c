/** What an agent asks its tools on a day of work on this repository, by kind. */

/** One call of the one tool that these agents have. */
export interface Ask {
  readonly command: string;
  /** The same again in another way: a part of it, or the same under another name. */
  readonly again: readonly string[];
}

/** Files of some length, and of every room. */
const FILES = [
  "src/proxy/handle.ts",
  "src/proxy/expand.ts",
  "src/proxy/prepare.ts",
  "src/plan/refer.ts",
  "src/plan/lines.ts",
  "src/json/scan.ts",
  "src/json/spans.ts",
  "src/conversation/compose.ts",
  "src/memory/table_ledger.ts",
  "src/providers/anthropic/expand/stream.ts",
  "src/providers/openai_chat/expand/stream.ts",
  "src/config/table.ts",
  "src/text/tokens.ts",
  "ARCHITECTURE.md",
  "README.md",
  "CONTRIBUTING.md",
];

const reads = FILES.map((file): Ask => ({
  command: `cat ${file}`,
  again: [`cat ${file}`, `sed -n '20,140p' ${file}`, `head -n 100 ${file}`, `cat -n ${file}`],
}));

function same(...commands: readonly string[]): Ask[] {
  return commands.map((command) => ({ command, again: [command] }));
}

const searches = same(
  "grep -rn 'splice(' src --include='*.ts'",
  "grep -rn 'OriginalId' src --include='*.ts'",
  "grep -rn 'readonly offer' src --include='*.ts' -A 3",
  "grep -rln 'Deno.test' src",
  "grep -rn 'sha256' src/conversation src/memory src/providers",
  "find src/providers src/proxy -name '*.ts'",
  "ls -la src src/proxy src/memory",
  "wc -l src/*/*.ts",
);

const history = same(
  "git log --oneline | head -60",
  "git log --stat -6",
  "git log -3 -p -- src/proxy/handle.ts",
  "git show --stat HEAD~2",
  "git diff HEAD~4 -- src/proxy src/providers | head -400",
  "git blame -L 1,60 src/proxy/handle.ts",
  "git status",
);

const checks = same(
  "deno test -A --no-check src/plan",
  "deno test -A --no-check src/conversation src/providers/contract_test.ts",
  "deno test -A --no-check src/memory/lru_test.ts src/memory/readings_test.ts",
  "deno lint --json src/json",
  "deno fmt --check src/json src/plan",
);

/** Everything, kind by kind. */
export const POOL: readonly (readonly Ask[])[] = [reads, searches, history, checks];
