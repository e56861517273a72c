const SHELL_WORDS = new Set([
  "bash",
  "cmd",
  "command",
  "console",
  "exec",
  "powershell",
  "pwsh",
  "sh",
  "shell",
  "stdin",
  "terminal",
]);

/** The words of a tool's own name, in lower case: `read`, `file` for `mcp__fs__readFile`. */
export function wordsOfTool(tool: string): string[] {
  const own = tool.slice(tool.lastIndexOf("__") + 1);
  return own
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Does the tool run shell commands (or hand on the output of one)? */
export function isShell(tool: string): boolean {
  return wordsOfTool(tool).some((word) => SHELL_WORDS.has(word));
}
